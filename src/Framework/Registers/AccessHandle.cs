using DmaActors.Hardware.Bus;
using DmaActors.Hardware.DeviceModel;

namespace DmaActors.Framework;

/// <summary>
/// ddi_acc_handle_t: the registers of a device. A put is posted: it returns at once and reaches the device in the order of issue. A get is a round trip that
/// arrives behind every put before it, and its reply pushes the device's writes to memory.
/// </summary>
public sealed class AccessHandle
{
    private readonly DriverInstance instance;
    private readonly ActorRef device;
    private readonly VirtualDuration writeLatency;

    internal AccessHandle(DriverInstance instance, ActorRef device, BusTiming timing)
    {
        this.instance = instance;
        this.device = device;
        writeLatency = new VirtualDuration(timing.RegisterWriteNanoseconds);
    }

    internal bool IsMapped { get; set; } = true;

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

    private void Put(int offset, int width, ulong value)
    {
        AssertMapped("ddi_put");
        instance.Post(device, new RegisterWrite(offset, width, value), writeLatency);
    }

    private ContextCall<Word> Get(int offset, int width)
    {
        AssertMapped("ddi_get");
        var reader = instance.Running("ddi_get");
        return new ContextCall<Word>(instance, device, new RegisterRead(offset, width, reader.Self), fromInstance: true, writeLatency);
    }

    private void AssertMapped(string call)
    {
        if (!IsMapped)
            throw new InvalidOperationException($"{call}: the registers of {instance.Name} are not mapped any more (ddi_regs_map_free was called).");
    }

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
