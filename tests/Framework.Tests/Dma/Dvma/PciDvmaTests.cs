using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma.Dvma;

public sealed class PciDvmaTests
{
    private const uint Page = DvmaPage.Size;
    private const ulong BypassBase = 0xFFFC_0000_0000_0000;

    // Memory of 64 MiB, devices of the bus from 0x1FF_0000_0000 on.
    private static readonly PciBus Bus = new()
    {
        Memory = new AddressRange(0, 0x3FF_FFFF),
        Devices = new AddressRange(0x1FF_0000_0000, 0x1FF_FFFF_FFFF),
    };

    private static readonly PciDvma Rules = new(Bus);

    // Reaches everything, past the IOMMU.
    private static readonly DmaAttributes Physical = DvmaCase.Plain with
    {
        AddrLo = 0,
        AddrHi = ulong.MaxValue,
        CountMax = ulong.MaxValue,
        Seg = ulong.MaxValue,
        SgLen = 2,
        Flags = DmaAttributeFlags.ForcePhysical,
    };

    public static TheoryData<string, string> Attributes { get; } = new()
    {
        { "plain", "None" },
        { "version 1", "Version" },
        { "hi = lo", "AddrHiNotAboveAddrLo" },
        { "hi = lo + 1", "None" },
        { "seg 0x1FFF", "None" },
        { "seg 0xFFF", "SegBelowAlign" },
        { "seg 0x2FFF", "SegBelowAlign" },
        { "seg 0", "SegBelowAlign" },
        { "align 0x10000, seg 0xFFFF", "None" },
        { "align 0x10000, seg 0x7FFF", "SegBelowAlign" },
        { "bypass", "None" },
        { "bypass, seg 0", "None" },
        { "bypass, seg 0xFFFFFFFF", "BypassSeg" },
        { "bypass, align 0x2000", "None" },
        { "bypass, align 0x4000", "BypassAlign" },
        { "below DVMA", "None" },
        { "below DVMA, seg 0xFFFFFFFE", "SegBelowAlign" },
        { "below DVMA, seg 0xFFFFDFFF", "PeerOnlySeg" },
        { "below DVMA, seg 0x7FFFFFFF", "PeerOnlySeg" },
        { "below DVMA, align 0x2000", "None" },
        { "below DVMA, align 0x4000", "PeerOnlyAlign" },
        { "up to DVMA, seg 0x7FFFFFFF", "None" },
    };

    [Theory]
    [MemberData(nameof(Attributes))]
    public void Attributes_are_refused_for_a_reason(string attributes, string fault)
    {
        DmaAttributes below = DvmaCase.Plain with { AddrLo = 0, AddrHi = 0xBFFF_FFFF };
        DmaAttributes a = attributes switch
        {
            "plain" => DvmaCase.Plain,
            "version 1" => DvmaCase.Plain with { Version = 1 },
            "hi = lo" => DvmaCase.Plain with { AddrHi = 0xC000_0000 },
            "hi = lo + 1" => DvmaCase.Plain with { AddrHi = 0xC000_0001 },
            "seg 0x1FFF" => DvmaCase.Plain with { Seg = 0x1FFF },
            "seg 0xFFF" => DvmaCase.Plain with { Seg = 0xFFF },
            "seg 0x2FFF" => DvmaCase.Plain with { Seg = 0x2FFF },
            "seg 0" => DvmaCase.Plain with { Seg = 0 },
            "align 0x10000, seg 0xFFFF" => DvmaCase.Plain with { Align = 0x1_0000, Seg = 0xFFFF },
            "align 0x10000, seg 0x7FFF" => DvmaCase.Plain with { Align = 0x1_0000, Seg = 0x7FFF },
            "bypass" => Physical,
            "bypass, seg 0" => Physical with { Seg = 0 },
            "bypass, seg 0xFFFFFFFF" => Physical with { Seg = 0xFFFF_FFFF },
            "bypass, align 0x2000" => Physical with { Align = 0x2000 },
            "bypass, align 0x4000" => Physical with { Align = 0x4000 },
            "below DVMA" => below,
            "below DVMA, seg 0xFFFFFFFE" => below with { Seg = 0xFFFF_FFFE },
            "below DVMA, seg 0xFFFFDFFF" => below with { Seg = 0xFFFF_DFFF },
            "below DVMA, seg 0x7FFFFFFF" => below with { Seg = 0x7FFF_FFFF },
            "below DVMA, align 0x2000" => below with { Align = 0x2000 },
            "below DVMA, align 0x4000" => below with { Align = 0x4000 },
            "up to DVMA, seg 0x7FFFFFFF" => below with { AddrHi = 0xC000_0000, Seg = 0x7FFF_FFFF },
            _ => throw new ArgumentException(attributes),
        };
        Assert.Equal(fault, Rules.Check(a).ToString());
        Assert.Equal(fault == "None", Rules.TryDerive(a, out _));
    }

    [Fact]
    public void An_old_bridge_has_no_way_around_its_IOMMU()
    {
        Assert.Equal(DvmaAttributeFault.NoBypass, new PciDvma(Bus with { CanBypass = false }).Check(Physical));
        Assert.False(Rules.TryDerive(null, out _));
    }

    [Theory]
    [InlineData(0, 0xC000_0000, 0xFFFF_FFFF, 0x3FFF_FFFF)]
    [InlineData(0, 0xC000_0000, 0xC000_FFFF, 0xFFFF)]
    [InlineData(0xFFFE, 0xC000_0000, 0xC000_FFFF, 0xFFFE)]
    [InlineData(0x1_0000, 0xC000_0000, 0xC000_FFFF, 0xFFFF)]
    [InlineData(0, 0, 0xC000_0000, 0)]
    public void A_counter_of_0_has_no_limit_but_that_of_the_range(ulong countMax, ulong lo, ulong hi, ulong expected) =>
        Assert.Equal(expected, DvmaCase.Of(DvmaCase.Plain with { CountMax = countMax, AddrLo = lo, AddrHi = hi }, 0, 1).Limits(Rules).CountMax);

    // seg, count_max, offset, length, flags; status, pages, first window, other windows.
    [Theory]
    [InlineData(0xFFFF, 0xFFFF_FFFF, 0, 0x1_0000, DmaFlags.Read, DmaBind.Mapped, 8, 0x1_0000, 0x1_0000)]
    [InlineData(0xFFFF, 0xFFFF_FFFF, 0, 0x1_0001, DmaFlags.Read, DmaBind.TooBig, 0, 0, 0)]
    [InlineData(0xFFFF, 0xFFFF_FFFF, 0, 0x1_0001, DmaFlags.Read | DmaFlags.Partial, DmaBind.PartialMap, 8, 0x1_0000, 0x1_0000)]
    [InlineData(0xFFFF, 0xFFFF_FFFF, 1, 0xFFFF, DmaFlags.Read | DmaFlags.Partial, DmaBind.Mapped, 8, 0xFFFF, 0xFFFF)]
    [InlineData(0xFFFF, 0xFFFF_FFFF, 1, 0x1_0000, DmaFlags.Read | DmaFlags.Partial, DmaBind.PartialMap, 8, 0xFFFF, 0x1_0000)]
    [InlineData(0xFFFF, 0xFFFF_FFFF, 0, 0xE000, DmaFlags.Read | DmaFlags.RedZone, DmaBind.Mapped, 8, 0xE000, 0xE000)]
    [InlineData(0xFFFF, 0xFFFF_FFFF, 0, 0xE001, DmaFlags.Read | DmaFlags.RedZone, DmaBind.TooBig, 0, 0, 0)]
    [InlineData(0xFFFF, 0xFFFF_FFFF, 0, 0xE001, DmaFlags.Read | DmaFlags.RedZone | DmaFlags.Partial, DmaBind.PartialMap, 8, 0xE000, 0xE000)]
    [InlineData(0x1FFF, 0xFFFF_FFFF, 0, 1, DmaFlags.Read | DmaFlags.RedZone | DmaFlags.Partial, DmaBind.TooBig, 0, 0, 0)]
    [InlineData(0x3FFF, 0xFFFF_FFFF, 0x1FFF, 1, DmaFlags.Read | DmaFlags.RedZone, DmaBind.Mapped, 2, 1, 1)]
    [InlineData(0x1FFF, 0xFFFF_FFFF, 0x1FFF, 2, DmaFlags.Read | DmaFlags.Partial, DmaBind.PartialMap, 1, 1, 0x2000)]
    [InlineData(0xFFFF_FFFF, 0xFFFF, 0x1FFF, 0x1_0000, DmaFlags.Read, DmaBind.Mapped, 9, 0x1_0000, 0x1_0000)]
    [InlineData(0xFFFF_FFFF, 0xFFFF, 0, 0x1_0001, DmaFlags.Read | DmaFlags.Partial, DmaBind.PartialMap, 8, 0x1_0000, 0x1_0000)]
    [InlineData(0xFFFF_FFFF, 0x2FFF, 0x1000, 0x4000, DmaFlags.Read | DmaFlags.Partial, DmaBind.PartialMap, 1, 0x1000, 0x2000)]
    [InlineData(0xFFFF_FFFF, 0x1FFE, 0, 0x1FFF, DmaFlags.Read, DmaBind.Mapped, 1, 0x1FFF, 0x1FFF)]
    [InlineData(0xFFFF_FFFF, 0x1FFE, 0, 0x2000, DmaFlags.Read | DmaFlags.Partial, DmaBind.TooBig, 0, 0, 0)]
    public void Virtual_windows_are_what_segment_and_counter_leave_of_whole_pages(
        ulong seg, ulong countMax, uint offset, uint length, DmaFlags flags, DmaBind status, int pages, uint first, uint each)
    {
        DvmaPlan plan = DvmaCase.Of(DvmaCase.Plain with { Seg = seg, CountMax = countMax }, offset, length, flags).Plan(Rules);
        Assert.Equal((status, pages, first, each), (plan.Status, plan.Pages, plan.First, plan.Each));
    }

    [Fact]
    public void Every_window_has_one_cookie_at_the_same_page_and_any_can_be_asked_for()
    {
        DvmaCase bind = DvmaCase.Of(DvmaCase.Plain with { Seg = (2 * Page) - 1 }, 100, 5 * Page, DmaFlags.Read | DmaFlags.Partial);
        DvmaMapping mapping = bind.Bound(Rules, 0xC000_4000);
        Assert.True(mapping.NumWin(out int windows));
        Assert.Equal(3, windows);
        foreach ((int index, uint offset, uint size, ulong address) in new[]
        {
            (2, (4 * Page) - 100, Page + 100, 0xC000_4000UL),
            (0, 0u, (2 * Page) - 100, 0xC000_4064UL),
            (1, (2 * Page) - 100, 2 * Page, 0xC000_4000UL),
        })
        {
            Assert.True(mapping.GetWin(index, out DmaWindow window));
            Assert.Equal((offset, size, 1), (window.Offset, window.Length, window.CookieCount));
            Assert.Equal(new DmaCookie(address, size, 0), window.Cookie);
            Assert.False(mapping.NextCookie(out _));
        }
        Assert.False(mapping.GetWin(3, out _));
        Assert.Equal((2, 2), (mapping.FirstWindowPage, mapping.WindowPages));
    }

    [Fact]
    public void After_MAPPED_there_is_window_0_but_no_number_of_windows()
    {
        DvmaMapping mapping = DvmaCase.Of(DvmaCase.Plain, 0, Page, DmaFlags.Read | DmaFlags.Partial).Bound(Rules);
        Assert.False(mapping.NumWin(out _));
        Assert.True(mapping.GetWin(0, out _));
        Assert.False(mapping.GetWin(1, out _));
    }

    [Theory]
    [InlineData("memory", "virtual", "Virtual")]
    [InlineData("memory", "bypass", "Bypass")]
    [InlineData("devices", "virtual", "Peer")]
    [InlineData("devices", "bypass", "Peer")]
    [InlineData("devices", "peer only", "Peer")]
    [InlineData("memory", "peer only", null)]
    [InlineData("memory then devices", "virtual", null)]
    [InlineData("devices then memory", "virtual", null)]
    [InlineData("last of memory", "virtual", "Virtual")]
    [InlineData("behind memory", "virtual", null)]
    public void What_an_object_is_says_its_first_page_and_the_others_must_be_the_same(string pages, string device, string? addressing)
    {
        const ulong devices = 0x1FF_0000_0000 >> DvmaPage.Shift;
        DmaAttributes a = device switch
        {
            "bypass" => Physical,
            "peer only" => DvmaCase.Plain with { AddrLo = 0, AddrHi = 0xBFFF_FFFF },
            _ => DvmaCase.Plain with { AddrLo = 0, AddrHi = ulong.MaxValue, Seg = ulong.MaxValue },
        };

        // A device that reaches other devices only has them within its reach.
        PciDvma rules = device == "peer only" ? new PciDvma(Bus with { Devices = new AddressRange(0x8000_0000, 0x8FFF_FFFF) }) : Rules;
        ulong peer = device == "peer only" ? 0x8000_0000 >> DvmaPage.Shift : devices;
        ulong[] frames = pages switch
        {
            "memory" => [5, 9],
            "devices" => [peer, peer + 7],
            "memory then devices" => [5, peer],
            "devices then memory" => [peer, 5],
            "last of memory" => [5, 0x1FFF],
            _ => [5, 0x2000],
        };
        DvmaPlan plan = new DvmaCase { Attributes = a, Frames = frames, Offset = 0, Length = 2 * Page }.Plan(rules);
        Assert.Equal(addressing is null ? DmaBind.NoMapping : DmaBind.Mapped, plan.Status);
        if (addressing is not null)
            Assert.Equal(addressing, plan.Addressing.ToString());
    }

    [Fact]
    public void Past_the_IOMMU_pages_join_within_the_counter_and_windows_come_though_not_allowed()
    {
        DmaAttributes device = Physical with { CountMax = (2 * Page) - 1 };
        DvmaCase bind = new() { Attributes = device, Frames = [10, 11, 12, 13, 20], Offset = 100, Length = (5 * Page) - 100, Flags = DmaFlags.Read };
        DvmaMapping mapping = new(Rules, bind.Limits(Rules));
        Assert.Equal(DmaBind.PartialMap, bind.Bind(mapping, 0));

        ulong At(ulong frame) => BypassBase + (frame << DvmaPage.Shift);
        Assert.Equal([new DmaCookie(At(10) + 100, (2 * Page) - 100, 0), new DmaCookie(At(12), 2 * Page, 0)], mapping.Cookies.ToArray());
        Assert.True(mapping.GetWin(1, out DmaWindow window));
        Assert.Equal(new DmaWindow((4 * Page) - 100, Page, new DmaCookie(At(20), Page, 0), 1), window);
        Assert.True(mapping.NumWin(out int windows));
        Assert.Equal(2, windows);
        Assert.Equal(0, mapping.WindowPages);
    }

    [Theory]
    [InlineData(0, ulong.MaxValue, true)]
    [InlineData(BypassBase + (10 * Page) + 100, BypassBase + (11 * Page) - 1, true)]
    [InlineData(BypassBase + (10 * Page) + 101, BypassBase + (11 * Page) - 1, false)]
    [InlineData(BypassBase + (10 * Page) + 100, BypassBase + (11 * Page) - 2, false)]
    [InlineData(0, uint.MaxValue, false)]
    public void Past_the_IOMMU_what_the_device_does_not_reach_is_NOMAPPING(ulong lo, ulong hi, bool reached)
    {
        DvmaCase bind = new() { Attributes = Physical with { AddrLo = lo, AddrHi = hi }, Frames = [10], Offset = 100, Length = Page - 100 };
        Assert.Equal(reached ? DmaBind.Mapped : DmaBind.NoMapping, bind.Plan(Rules).Status);
    }

    [Fact]
    public void Nothing_to_map_is_NOMAPPING() => Assert.Equal(DmaBind.NoMapping, DvmaCase.Of(DvmaCase.Plain, 0, 0).Plan(Rules).Status);
}
