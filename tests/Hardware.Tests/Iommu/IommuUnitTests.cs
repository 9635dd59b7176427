using DmaActors.Hardware.Tests.Memory;

namespace DmaActors.Hardware.Tests.Iommu;

public sealed class IommuUnitTests
{
    private const ulong Dvma = 0xC000_0000;
    private const ulong Bypass = 0xFFFC_0000_0000_0000;
    private const int Page = 8192;

    private static readonly DvmaSpace Small = new() { Base = new BusAddress(Dvma), Pages = 4 };

    private readonly PhysicalMemory memory = new(1 << 20);

    [Fact]
    public void A_mapped_page_leads_to_its_frame_with_its_attributes_up_to_its_end()
    {
        var iommu = new IommuUnit(Small, new StreamingCache(memory, PageSize.EightKiB));
        iommu.Map(new BusAddress(Dvma + Page), new PhysicalAddress(0x7F_FFFF_E000), IommuAttributes.Writable | IommuAttributes.Streaming, context: 9);
        var last = iommu.Translate(new BusAddress(Dvma + (2 * Page) - 1), 100, isWrite: true);
        Assert.Equal(new IommuTranslation(IommuFault.None, new PhysicalAddress(0x7F_FFFF_FFFF), 1, IsStreaming: true, 9), last);
        Assert.Equal(100, iommu.Translate(new BusAddress(Dvma + Page), 100, isWrite: false).Length);
    }

    [Fact]
    public void Without_a_streaming_cache_every_page_is_consistent()
    {
        var iommu = new IommuUnit(Small);
        iommu.Map(new BusAddress(Dvma), new PhysicalAddress(0), IommuAttributes.Streaming);
        Assert.False(iommu.Translate(new BusAddress(Dvma), 1, isWrite: false).IsStreaming);
    }

    [Theory]
    [InlineData(Dvma - 1, IommuFault.OutsideSpace)]
    [InlineData(Dvma, IommuFault.NotMapped)]
    [InlineData(Dvma + (4 * Page) - 1, IommuFault.NotMapped)]
    [InlineData(Dvma + (4 * Page), IommuFault.OutsideSpace)]
    [InlineData(0, IommuFault.OutsideSpace)]
    [InlineData(Bypass - 1, IommuFault.OutsideSpace)]
    [InlineData(Bypass, IommuFault.None)]
    [InlineData(Bypass + (1UL << 41) - 1, IommuFault.None)]
    [InlineData(Bypass + (1UL << 41), IommuFault.OutsideSpace)]
    [InlineData(ulong.MaxValue, IommuFault.OutsideSpace)]
    public void Addresses_are_of_DVMA_space_or_bypass_it_or_are_none(ulong address, IommuFault fault)
    {
        var answer = new IommuUnit(Small).Translate(new BusAddress(address), 1, isWrite: true);
        Assert.Equal(fault, answer.Fault);
        Assert.Equal(1, answer.Length);
        if (fault == IommuFault.None)
            Assert.Equal(new PhysicalAddress(address - Bypass), answer.Memory);
    }

    [Fact]
    public void A_machine_may_have_no_bypass()
    {
        var iommu = new IommuUnit(Small with { BypassBytes = 0 });
        Assert.Equal(IommuFault.OutsideSpace, iommu.Translate(new BusAddress(Bypass), 1, isWrite: false).Fault);
    }

    [Theory]
    [InlineData(IommuAttributes.None, IommuFault.ReadOnly)]
    [InlineData(IommuAttributes.Streaming, IommuFault.ReadOnly)]
    [InlineData(IommuAttributes.Writable, IommuFault.None)]
    public void Only_a_writable_page_is_written(IommuAttributes attributes, IommuFault fault)
    {
        var iommu = new IommuUnit(Small);
        iommu.Map(new BusAddress(Dvma), new PhysicalAddress(0), attributes);
        Assert.Equal(fault, iommu.Translate(new BusAddress(Dvma), 1, isWrite: true).Fault);
        Assert.Equal(IommuFault.None, iommu.Translate(new BusAddress(Dvma), 1, isWrite: false).Fault);
    }

    [Fact]
    public void Pages_are_mapped_once_and_unmapped_once()
    {
        var iommu = new IommuUnit(Small);
        iommu.Map(new BusAddress(Dvma), new PhysicalAddress(0x4000), IommuAttributes.None);
        Assert.Throws<InvalidOperationException>(() => iommu.Map(new BusAddress(Dvma), new PhysicalAddress(0x6000), IommuAttributes.None));
        Assert.Equal(1, iommu.MappedPages);
        iommu.Unmap(new BusAddress(Dvma));
        Assert.Throws<InvalidOperationException>(() => iommu.Unmap(new BusAddress(Dvma)));
        Assert.Equal(0, iommu.MappedPages);
        Assert.Equal(IommuFault.NotMapped, iommu.Translate(new BusAddress(Dvma), 1, isWrite: false).Fault);
    }

    [Theory]
    [InlineData(Dvma + 1, 0)]
    [InlineData(Dvma - Page, 0)]
    [InlineData(Dvma + (4 * Page), 0)]
    [InlineData(Dvma, 4096)]
    [InlineData(Bypass, 0)]
    public void What_is_no_page_of_the_space_or_no_frame_cannot_be_mapped(ulong page, ulong frame)
    {
        var iommu = new IommuUnit(Small);
        Assert.Throws<ArgumentException>(() => iommu.Map(new BusAddress(page), new PhysicalAddress(frame), IommuAttributes.None));
        if (frame == 0)
            Assert.Throws<ArgumentException>(() => iommu.Unmap(new BusAddress(page)));
        Assert.Throws<ArgumentOutOfRangeException>(() => iommu.Map(new BusAddress(Dvma), default, IommuAttributes.None, context: -1));
    }

    [Theory]
    [InlineData(Dvma + 1, 4, Bypass, 0UL)]
    [InlineData(Dvma, 0, Bypass, 0UL)]
    [InlineData(ulong.MaxValue - Page + 1, 2, 0UL, 0UL)]
    [InlineData(Dvma, 4, Bypass + 1, 1UL)]
    [InlineData(Dvma, 4, Bypass, 0x0004_0000_0000_0001UL)]
    public void A_space_begins_with_a_page_and_fits_into_64_bits(ulong first, int pages, ulong bypass, ulong bypassBytes)
    {
        var space = new DvmaSpace { Base = new BusAddress(first), Pages = pages, BypassBase = new BusAddress(bypass), BypassBytes = bypassBytes };
        Assert.Throws<ArgumentException>(() => new IommuUnit(space));
    }

    [Fact]
    public void The_last_page_of_64_bits_can_be_DVMA_space()
    {
        var last = ulong.MaxValue - Page + 1;
        var iommu = new IommuUnit(new DvmaSpace { Base = new BusAddress(last), Pages = 1, BypassBytes = 0 });
        iommu.Map(new BusAddress(last), new PhysicalAddress(last), IommuAttributes.None);
        Assert.Equal(new PhysicalAddress(ulong.MaxValue), iommu.Translate(new BusAddress(ulong.MaxValue), 10, isWrite: false).Memory);
    }

    [Fact]
    public void Unmapping_brings_what_was_gathered_to_the_old_frame()
    {
        var cache = new StreamingCache(memory, PageSize.EightKiB);
        var iommu = new IommuUnit(Small, cache);
        iommu.Map(new BusAddress(Dvma), new PhysicalAddress(0x4000), IommuAttributes.Streaming | IommuAttributes.Writable);
        cache.Write(new BusAddress(Dvma), new PhysicalAddress(0x4000), 0, [5]);
        iommu.Unmap(new BusAddress(Dvma));
        Assert.True(memory.Read8(new PhysicalAddress(0x4000), out var found));
        Assert.Equal(5, found);
    }

    [Fact]
    public void A_device_never_reads_through_a_mapping_what_was_prefetched_before_it()
    {
        var cache = new StreamingCache(memory, PageSize.EightKiB);
        var iommu = new IommuUnit(Small, cache);
        var read = new byte[1];
        // Mapped once and read; then by the same address another frame, which the processor has filled.
        iommu.Map(new BusAddress(Dvma), new PhysicalAddress(0x4000), IommuAttributes.Streaming);
        cache.Read(new BusAddress(Dvma), new PhysicalAddress(0x4000), 0, read);
        iommu.Unmap(new BusAddress(Dvma));
        cache.Read(new BusAddress(Dvma), new PhysicalAddress(0x4000), 0, read);
        memory.Write8(new PhysicalAddress(0x6000), 7);
        iommu.Map(new BusAddress(Dvma), new PhysicalAddress(0x6000), IommuAttributes.Streaming);
        cache.Read(new BusAddress(Dvma), new PhysicalAddress(0x6000), 0, read);
        Assert.Equal([7], read);
    }

    [Fact]
    public void It_agrees_with_a_table_that_is_looked_up_byte_by_byte() => Trials.Run(400, random =>
    {
        var space = new DvmaSpace
        {
            PageSize = random.Pick(PageSize.FourKiB, PageSize.EightKiB),
            Base = new BusAddress(random.Pick(0UL, Dvma, ulong.MaxValue - (16UL * Page) + 1)),
            Pages = random.Pick(1, 5, 16),
            BypassBase = new BusAddress(1UL << 50),
            BypassBytes = random.Pick(0UL, 1UL, 1UL << 30),
        };
        var iommu = new IommuUnit(space, random.Below(2) == 0 ? null : new StreamingCache(memory, space.PageSize));
        var model = new Dictionary<ulong, (ulong Frame, IommuAttributes Attributes, int Context)>();
        // 100,000 operations in all: 251 on the average, in 400 trials.
        for (var i = 0; i < 50 + random.Seed; i++)
            Step(iommu, model, random);
        iommu.AssertInvariants();
        iommu.Reset();
        iommu.AssertInvariants();
        Assert.All(model.Keys, page => Assert.Equal(IommuFault.NotMapped, iommu.Translate(new BusAddress(page), 1, isWrite: false).Fault));
    });

    private static void Step(IommuUnit iommu, Dictionary<ulong, (ulong Frame, IommuAttributes Attributes, int Context)> model, TrialRandom random)
    {
        var pageBytes = (ulong)iommu.Space.PageSize.Bytes;
        var page = iommu.Space.Base.Value + ((ulong)random.Below(iommu.Space.Pages) * pageBytes);
        switch (random.Below(4))
        {
            case 0 when !model.ContainsKey(page):
                model[page] = ((random.Next() >> 1) / pageBytes * pageBytes, (IommuAttributes)random.Below(4), random.Below(1000));
                iommu.Map(new BusAddress(page), new PhysicalAddress(model[page].Frame), model[page].Attributes, model[page].Context);
                break;
            case 1 when model.Remove(page):
                iommu.Unmap(new BusAddress(page));
                break;
            default:
                Translate(iommu, model, random.Pick(page + (ulong)random.Below((int)pageBytes), (1UL << 50) + (ulong)random.Below(3), random.Next()), random);
                break;
        }

        Assert.Equal(model.Count, iommu.MappedPages);
    }

    private static void Translate(IommuUnit iommu, Dictionary<ulong, (ulong Frame, IommuAttributes Attributes, int Context)> model, ulong address, TrialRandom random)
    {
        var (isWrite, length, space) = (random.Below(2) == 0, random.Below(100), iommu.Space);
        var answer = iommu.Translate(new BusAddress(address), length, isWrite);
        Assert.InRange(answer.Length, Math.Min(1, length), length);
        // What holds for the first byte must hold for every byte that is answered for.
        for (var i = 0; i < answer.Length; i++)
        {
            var place = address + (ulong)i;
            var offset = place % (ulong)space.PageSize.Bytes;
            var expected = new IommuTranslation(IommuFault.OutsideSpace, default, answer.Length, IsStreaming: false, 0);
            if (place >= space.Base.Value && place - space.Base.Value < space.Bytes)
                expected = expected with { Fault = IommuFault.NotMapped };
            else if (place >= space.BypassBase.Value && place - space.BypassBase.Value < space.BypassBytes)
                expected = expected with { Fault = IommuFault.None, Memory = new PhysicalAddress(place - space.BypassBase.Value) };
            if (model.TryGetValue(place - offset, out var entry))
            {
                var allowed = !isWrite || entry.Attributes.HasFlag(IommuAttributes.Writable);
                expected = new IommuTranslation(
                    allowed ? IommuFault.None : IommuFault.ReadOnly,
                    new PhysicalAddress(allowed ? entry.Frame + offset : 0),
                    answer.Length,
                    allowed && iommu.Streaming is not null && entry.Attributes.HasFlag(IommuAttributes.Streaming),
                    entry.Context);
            }

            var moved = expected.Fault == IommuFault.None ? answer with { Memory = answer.Memory + (ulong)i } : answer;
            Assert.Equal(expected, moved);
        }
    }
}
