namespace DmaActors.Framework;

/// <summary>
/// ddi_acc_handle_t: the registers of a device (ddi_regs_map_setup(9F)), or memory that a device shares (ddi_dma_mem_alloc(9F)). A put returns at once, and the accesses
/// of an instance take effect in the order of issue; a get is awaited.
/// </summary>
public abstract class AccessHandle
{
    private protected AccessHandle()
    {
    }

    /// <summary>ddi_put8(9F).</summary>
    public void Put8(int offset, byte value) => Put(offset, sizeof(byte), value);

    /// <summary>ddi_put16(9F).</summary>
    public void Put16(int offset, ushort value) => Put(offset, sizeof(ushort), value);

    /// <summary>ddi_put32(9F).</summary>
    public void Put32(int offset, uint value) => Put(offset, sizeof(uint), value);

    /// <summary>ddi_put64(9F).</summary>
    public void Put64(int offset, ulong value) => Put(offset, sizeof(ulong), value);

    /// <summary>ddi_get8(9F).</summary>
    public MappedCall<Word, byte, Width8> Get8(int offset) => new(Get(offset, sizeof(byte)));

    /// <summary>ddi_get16(9F).</summary>
    public MappedCall<Word, ushort, Width16> Get16(int offset) => new(Get(offset, sizeof(ushort)));

    /// <summary>ddi_get32(9F).</summary>
    public MappedCall<Word, uint, Width32> Get32(int offset) => new(Get(offset, sizeof(uint)));

    /// <summary>ddi_get64(9F).</summary>
    public MappedCall<Word, ulong, Width64> Get64(int offset) => new(Get(offset, sizeof(ulong)));

    /// <summary>ddi_rep_put8(9F).</summary>
    public void RepPut8(int offset, ReadOnlySpan<byte> source, RepAddress flags)
    {
        for (var i = 0; i < source.Length; i++)
            Put8(At(offset, i, sizeof(byte), flags), source[i]);
    }

    /// <summary>ddi_rep_put16(9F).</summary>
    public void RepPut16(int offset, ReadOnlySpan<ushort> source, RepAddress flags)
    {
        for (var i = 0; i < source.Length; i++)
            Put16(At(offset, i, sizeof(ushort), flags), source[i]);
    }

    /// <summary>ddi_rep_put32(9F).</summary>
    public void RepPut32(int offset, ReadOnlySpan<uint> source, RepAddress flags)
    {
        for (var i = 0; i < source.Length; i++)
            Put32(At(offset, i, sizeof(uint), flags), source[i]);
    }

    /// <summary>ddi_rep_put64(9F).</summary>
    public void RepPut64(int offset, ReadOnlySpan<ulong> source, RepAddress flags)
    {
        for (var i = 0; i < source.Length; i++)
            Put64(At(offset, i, sizeof(ulong), flags), source[i]);
    }

    /// <summary>ddi_rep_get8(9F): as many as there is room for.</summary>
    public async DdiTask RepGet8(int offset, Memory<byte> destination, RepAddress flags)
    {
        for (var i = 0; i < destination.Length; i++)
        {
            var value = await Get8(At(offset, i, sizeof(byte), flags));
            destination.Span[i] = value;
        }
    }

    /// <summary>ddi_rep_get16(9F): as many as there is room for.</summary>
    public async DdiTask RepGet16(int offset, Memory<ushort> destination, RepAddress flags)
    {
        for (var i = 0; i < destination.Length; i++)
        {
            var value = await Get16(At(offset, i, sizeof(ushort), flags));
            destination.Span[i] = value;
        }
    }

    /// <summary>ddi_rep_get32(9F): as many as there is room for.</summary>
    public async DdiTask RepGet32(int offset, Memory<uint> destination, RepAddress flags)
    {
        for (var i = 0; i < destination.Length; i++)
        {
            var value = await Get32(At(offset, i, sizeof(uint), flags));
            destination.Span[i] = value;
        }
    }

    /// <summary>ddi_rep_get64(9F): as many as there is room for.</summary>
    public async DdiTask RepGet64(int offset, Memory<ulong> destination, RepAddress flags)
    {
        for (var i = 0; i < destination.Length; i++)
        {
            var value = await Get64(At(offset, i, sizeof(ulong), flags));
            destination.Span[i] = value;
        }
    }

    /// <summary>Whether an access has failed, as far as the access attributes say that it is noticed; also, with a finding, if there is nothing left to access.</summary>
    internal abstract bool IsFaulty(string call);

    private protected abstract void Put(int offset, int width, ulong value);

    private protected abstract ContextCall<Word> Get(int offset, int width);

    private static int At(int offset, int index, int width, RepAddress flags) => flags == RepAddress.AutoIncrement ? offset + (index * width) : offset;

    /// <summary>The low 8 bits.</summary>
    public readonly struct Width8 : IReplyMap<Word, byte>
    {
        public static byte Map(Word reply) => unchecked((byte)reply.Value);
    }

    /// <summary>The low 16 bits.</summary>
    public readonly struct Width16 : IReplyMap<Word, ushort>
    {
        public static ushort Map(Word reply) => unchecked((ushort)reply.Value);
    }

    /// <summary>The low 32 bits.</summary>
    public readonly struct Width32 : IReplyMap<Word, uint>
    {
        public static uint Map(Word reply) => unchecked((uint)reply.Value);
    }

    /// <summary>All 64 bits.</summary>
    public readonly struct Width64 : IReplyMap<Word, ulong>
    {
        public static ulong Map(Word reply) => reply.Value;
    }
}
