using System.Runtime.InteropServices;
using DmaActors.Hardware.Caches;
using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Iommu;

/// <summary>
/// The translation of device addresses: a page table over a finite DVMA space, and a range of bypass addresses that stand for physical ones. It says where
/// an access goes; it moves nothing.
/// </summary>
/// <remarks>
/// The streaming cache behind it holds lines under bus addresses, so that a page must be out of it before its address means another page: mapping and
/// unmapping see to that, and a device never reads through a new mapping what was cached under an old one. One world, one thread.
/// </remarks>
public sealed class IommuUnit
{
    private readonly ulong first;
    private readonly PageSize pageSize;

    // An entry is valid if it was made in this era: a reset, which exploring does for every schedule, begins another and touches no entry.
    // Invariant: MappedPages entries are valid.
    private readonly Entry[] entries;
    private ulong era = 1;

    /// <summary>An IOMMU that maps nothing.</summary>
    /// <param name="space">The addresses that it answers to.</param>
    /// <param name="streaming">The cache that streaming pages go through; null: there is none, and they are consistent.</param>
    /// <exception cref="ArgumentException">The space or its bypass range is empty, does not begin with a page, or does not fit into 64 bits.</exception>
    public IommuUnit(DvmaSpace space, StreamingCache? streaming = null)
    {
        var inPage = (ulong)space.PageSize.Bytes - 1;
        if (space.Pages < 1 || (space.Base.Value & inPage) != 0 || space.Bytes - 1 > ulong.MaxValue - space.Base.Value)
            throw new ArgumentException($"{space.Pages} pages of {space.PageSize} from {space.Base} on are no DVMA space.", nameof(space));
        if (space.BypassBytes > 0 && ((space.BypassBase.Value & inPage) != 0 || space.BypassBytes - 1 > ulong.MaxValue - space.BypassBase.Value))
            throw new ArgumentException($"{space.BypassBytes} bytes from {space.BypassBase} on are no range of bypass addresses.", nameof(space));
        Space = space;
        Streaming = streaming;
        first = space.Base.Value >> space.PageSize.Shift;
        pageSize = space.PageSize;
        entries = new Entry[space.Pages];
    }

    /// <summary>The addresses that it answers to.</summary>
    public DvmaSpace Space { get; }

    /// <summary>The cache that streaming pages go through, if there is one.</summary>
    public StreamingCache? Streaming { get; }

    /// <summary>The memory behind it; null: nobody wants to know which steps go through it.</summary>
    public PhysicalMemory? Memory { get; init; }

    /// <summary>Pages that are mapped.</summary>
    public int MappedPages { get; private set; }

    /// <summary>Maps nothing, as at power-on; its streaming cache is empty.</summary>
    public void Reset()
    {
        era++;
        MappedPages = 0;
        Streaming?.Reset();
    }

    /// <summary>Maps a page.</summary>
    /// <param name="page">The start of a page of DVMA space.</param>
    /// <param name="frame">The start of a page of memory.</param>
    /// <param name="attributes">What devices may do there, and how.</param>
    /// <param name="context">Whose it is: what a flush by context goes by. Not negative.</param>
    /// <exception cref="ArgumentException">An address is no start of a page, the page not one of DVMA space, or the context negative.</exception>
    /// <exception cref="InvalidOperationException">The page is mapped.</exception>
    public void Map(BusAddress page, PhysicalAddress frame, IommuAttributes attributes, int context = 0)
    {
        Memory?.TouchCaches();
        var index = IndexOf(page);
        if (pageSize.OffsetOf(frame) != 0)
            throw new ArgumentException($"{frame} is not the start of a page of {pageSize}.", nameof(frame));
        ArgumentOutOfRangeException.ThrowIfNegative(context);
        if (entries[index].Era == era)
            throw new InvalidOperationException($"DVMA page {page} is mapped to {entries[index].Frame} and cannot be mapped to {frame}.");
        entries[index] = new Entry { Frame = frame, Attributes = attributes, Context = context, Era = era };
        MappedPages++;
        Streaming?.Evict(page);
    }

    /// <summary>Ends the mapping of a page: what the streaming cache has gathered for it reaches memory, later accesses are faults.</summary>
    /// <exception cref="ArgumentException">The address is no start of a page, or the page not one of DVMA space.</exception>
    /// <exception cref="InvalidOperationException">The page is not mapped.</exception>
    public void Unmap(BusAddress page)
    {
        Memory?.TouchCaches();
        var index = IndexOf(page);
        if (entries[index].Era != era)
            throw new InvalidOperationException($"DVMA page {page} is not mapped.");
        Streaming?.Evict(page);
        entries[index] = default;
        MappedPages--;
    }

    /// <summary>Where an access of a device goes: the answer for its first bytes, as far as the page reaches. Ask again for the rest.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    public IommuTranslation Translate(BusAddress address, int length, bool isWrite)
    {
        Memory?.TouchCaches();
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var inPage = (int)(address.Value & (ulong)(pageSize.Bytes - 1));
        var answered = Math.Min(length, pageSize.Bytes - inPage);
        var number = address.Value >> pageSize.Shift;
        if (number < first || number - first >= (ulong)entries.Length)
            return TranslateBypass(address, answered);
        ref readonly var entry = ref entries[(int)(number - first)];
        if (entry.Era != era)
            return new IommuTranslation(IommuFault.NotMapped, default, answered, IsStreaming: false, Context: 0);
        if (isWrite && (entry.Attributes & IommuAttributes.Writable) == 0)
            return new IommuTranslation(IommuFault.ReadOnly, default, answered, IsStreaming: false, entry.Context);
        var streaming = Streaming is not null && (entry.Attributes & IommuAttributes.Streaming) != 0;
        return new IommuTranslation(IommuFault.None, new PhysicalAddress(entry.Frame.Value + (ulong)inPage), answered, streaming, entry.Context);
    }

    /// <summary>Checks everything, at the cost of a pass over the table: for tests and full checking.</summary>
    /// <exception cref="InvalidOperationException">The table is broken: a fault of ours.</exception>
    public void AssertInvariants()
    {
        var valid = 0;
        foreach (ref readonly var entry in entries.AsSpan())
        {
            if (entry.Era > era)
                throw new InvalidOperationException($"The entry of {entry.Frame} was made in era {entry.Era}, which has not come.");
            if (entry.Era == era)
                valid++;
        }

        if (valid != MappedPages)
            throw new InvalidOperationException($"{valid} entries are valid, and {MappedPages} pages are said to be mapped.");
    }

    private IommuTranslation TranslateBypass(BusAddress address, int length)
    {
        var offset = unchecked(address.Value - Space.BypassBase.Value);
        return offset < Space.BypassBytes
            ? new IommuTranslation(IommuFault.None, new PhysicalAddress(offset), (int)Math.Min((ulong)length, Space.BypassBytes - offset), IsStreaming: false, Context: 0)
            : new IommuTranslation(IommuFault.OutsideSpace, default, length, IsStreaming: false, Context: 0);
    }

    private int IndexOf(BusAddress page)
    {
        var number = page.Value >> pageSize.Shift;
        if (page.Value << (64 - pageSize.Shift) != 0 || number < first || number - first >= (ulong)entries.Length)
            throw new ArgumentException($"{page} is no start of a page of the DVMA space of {Space.Pages} pages from {Space.Base} on.", nameof(page));
        return (int)(number - first);
    }

    /// <summary>An entry of the page table. <c>default</c> maps nothing.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Entry
    {
        public PhysicalAddress Frame;

        public ulong Era;

        public int Context;

        public IommuAttributes Attributes;
    }
}
