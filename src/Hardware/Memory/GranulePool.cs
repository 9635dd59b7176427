using System.Runtime.CompilerServices;

namespace DmaActors.Hardware.Memory;

/// <summary>
/// The host memory behind <see cref="PhysicalMemory"/>: granules by ordinal. An ordinal that is given out again after a reset gets the same bytes, so that many
/// short runs stay within the same few cache lines; and it is cleaned only then, only where it is dirty, and not where it is about to be overwritten.
/// </summary>
internal sealed class GranulePool
{
    private const int Size = PhysicalMemory.GranuleBytes;
    private const int FirstSlab = 16;
    private const int LargestSlab = 512;

    // Invariant of each granule made so far: its bytes outside DirtyFrom .. DirtyTo are zero.
    private Granule[] granules = [];
    private int made;

    private byte[] slab = [];
    private int slabGranules;
    private int slabUsed;

    /// <summary>The whole contents of a granule.</summary>
    internal ReadOnlySpan<byte> Bytes(int ordinal) => Bytes(ordinal, 0, Size);

    /// <summary>Bytes of a granule that is in use.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ReadOnlySpan<byte> Bytes(int ordinal, int offset, int length)
    {
        ref readonly var granule = ref granules[ordinal];
        return new ReadOnlySpan<byte>(granule.Slab, granule.Start + offset, length);
    }

    /// <summary>The number of the granule of physical memory that was given to <see cref="Clean"/>.</summary>
    internal ulong Owner(int ordinal) => granules[ordinal].Owner;

    /// <summary>Bytes of a granule that is in use, to be changed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<byte> Dirty(int ordinal, int offset, int length)
    {
        ref var granule = ref granules[ordinal];
        granule.DirtyFrom = Math.Min(granule.DirtyFrom, offset);
        granule.DirtyTo = Math.Max(granule.DirtyTo, offset + length);
        return new Span<byte>(granule.Slab, granule.Start + offset, length);
    }

    /// <summary>Takes a granule into use: all zero, except the bytes asked for if they are about to be <paramref name="overwritten"/>.</summary>
    internal Span<byte> Clean(int ordinal, ulong owner, int offset, int length, bool overwritten)
    {
        if (ordinal == made)
            Make();
        ref var granule = ref granules[ordinal];
        granule.Owner = owner;
        var bytes = new Span<byte>(granule.Slab, granule.Start, Size);
        var end = offset + length;
        var (from, to) = (granule.DirtyFrom, granule.DirtyTo);
        if (overwritten)
        {
            if (from < offset)
                bytes[from..Math.Min(to, offset)].Clear();
            if (to > end)
                bytes[Math.Max(from, end)..to].Clear();
        }
        else
        {
            bytes[from..to].Clear();
        }

        granule.DirtyFrom = offset;
        granule.DirtyTo = end;
        return bytes[offset..end];
    }

    /// <summary>Checks every granule made so far, byte by byte.</summary>
    internal void AssertInvariants()
    {
        for (var ordinal = 0; ordinal < made; ordinal++)
        {
            ref readonly var granule = ref granules[ordinal];
            var bytes = Bytes(ordinal);
            if (bytes[..granule.DirtyFrom].ContainsAnyExcept((byte)0) || bytes[granule.DirtyTo..].ContainsAnyExcept((byte)0))
                throw new InvalidOperationException($"Granule {ordinal} is dirty outside bytes {granule.DirtyFrom} to {granule.DirtyTo}.");
        }
    }

    private void Make()
    {
        if (slabUsed == slabGranules)
            MakeSlab();
        if (made == granules.Length)
            Array.Resize(ref granules, Math.Max(FirstSlab, made * 2));
        // All dirty: the host does not zero it for us.
        granules[made] = new Granule { Slab = slab, Start = slabUsed * Size, DirtyFrom = 0, DirtyTo = Size };
        slabUsed++;
        made++;
    }

    // Slabs double from 64 KiB to 2 MiB: a small machine is small, a large one has few. (Cache-line alignment was measured: it gains nothing.)
    private void MakeSlab()
    {
        slabGranules = Math.Clamp(slabGranules * 2, FirstSlab, LargestSlab);
        slab = GC.AllocateUninitializedArray<byte>(slabGranules * Size);
        slabUsed = 0;
    }

    private struct Granule
    {
        internal byte[] Slab;
        internal int Start;
        internal int DirtyFrom;
        internal int DirtyTo;
        internal ulong Owner;
    }
}
