using DmaActors.Framework.Dma;

namespace DmaActors.Lab.Bench;

/// <summary>Binds an object to a handle and unbinds it, without a machine: what the computation of cookies and windows costs.</summary>
internal sealed class BindBench
{
    /// <summary>Cookies that the device takes at once.</summary>
    public const int SgLen = 17;

    private const int PageBytes = 4_096;

    private readonly DmaMapping mapping;
    private readonly ulong[] frames;
    private readonly uint length;

    /// <param name="pages">Pages of the object, none beside another.</param>
    /// <param name="expected">How the bind must end.</param>
    public BindBench(int pages, DmaBind expected)
    {
        var attributes = new DmaAttributes
        {
            AddrLo = 0,
            AddrHi = 0xFFFF_FFFF,
            CountMax = 0xFFFF_FFFF,
            Align = 1,
            BurstSizes = 0x7F,
            MinXfer = 1,
            MaxXfer = 0xFFFF_FFFF,
            Seg = 0xFFFF_FFFF,
            SgLen = SgLen,
            Granular = 512,
        };
        if (!DmaLimits.TryDerive(attributes, out var limits))
            throw new InvalidOperationException("The attributes of the bench are wrong.");
        mapping = new DmaMapping(limits);
        frames = [.. Enumerable.Range(0, pages).Select(page => 0x1000UL + ((ulong)page * 2))];
        length = (uint)(pages * PageBytes);
        if (BindOnce() != expected)
            throw new InvalidOperationException($"A bind of {pages} pages does not end with {expected}.");
    }

    /// <summary>Binds and unbinds this often.</summary>
    public long Run(long times)
    {
        for (var i = 0L; i < times; i++)
            BindOnce();
        return times;
    }

    private DmaBind BindOnce()
    {
        mapping.Plan(frames, 0, length, DmaFlags.Read | DmaFlags.Partial, 0);
        var result = mapping.Finish([]);
        mapping.Unbind();
        return result;
    }
}
