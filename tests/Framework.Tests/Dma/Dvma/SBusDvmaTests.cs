using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma.Dvma;

public sealed class SBusDvmaTests
{
    private const uint Page = DvmaPage.Size;
    private const uint MiB = 1u << 20;
    private const ulong Low = 0xFC00_0000;

    // 64 MiB of DVMA.
    private static readonly SBusDvma Rules = new(new SBus { Dvma = new AddressRange(Low, 0xFFFF_FFFF), BurstSizes = 0x3F, BurstSizes64 = 0x7F });

    private static readonly DmaAttributes Plain = DvmaCase.Plain with { AddrLo = Low };

    [Theory]
    [InlineData("plain", "None")]
    [InlineData("bursts 0x40", "NoBurstSize")]
    [InlineData("bursts 0x60", "None")]
    [InlineData("hi = lo", "AddrHiNotAboveAddrLo")]
    [InlineData("up to DVMA", "None")]
    [InlineData("below DVMA", "OutsideDvma")]
    [InlineData("physical", "ForcePhysical")]
    [InlineData("seg 0x1FFF", "None")]
    [InlineData("seg 0x1FFE", "SegNotWholePages")]
    [InlineData("version 1", "None")]
    public void Attributes_are_refused_for_a_reason(string attributes, string fault)
    {
        DmaAttributes a = attributes switch
        {
            "bursts 0x40" => Plain with { BurstSizes = 0x40 },
            "bursts 0x60" => Plain with { BurstSizes = 0x60 },
            "hi = lo" => Plain with { AddrHi = Low },
            "up to DVMA" => Plain with { AddrLo = 0, AddrHi = Low },
            "below DVMA" => Plain with { AddrLo = 0, AddrHi = Low - 1 },
            "physical" => Plain with { Flags = DmaAttributeFlags.ForcePhysical },
            "seg 0x1FFF" => Plain with { Seg = 0x1FFF },
            "seg 0x1FFE" => Plain with { Seg = 0x1FFE },
            "version 1" => Plain with { Version = 1 },
            _ => Plain,
        };
        Assert.Equal(fault, Rules.Check(a).ToString());
        Assert.Equal(fault == "None", Rules.TryDerive(a, out DvmaLimits? limits));
        if (limits is not null)
            Assert.Equal(a.BurstSizes & 0x3F, limits.BurstSizes);
    }

    // seg, count_max, hi - lo, offset, length, flags; status, pages, window.
    [Theory]
    [InlineData(0xF_FFFF, uint.MaxValue, 0x3FF_FFFF, 0, MiB, DmaFlags.Read, DmaBind.Mapped, 128, MiB)]
    [InlineData(0xF_FFFF, uint.MaxValue, 0x3FF_FFFF, 0, MiB + 1, DmaFlags.Read, DmaBind.TooBig, 0, 0)]
    [InlineData(0xF_FFFF, uint.MaxValue, 0x3FF_FFFF, 0, MiB + 1, DmaFlags.Read | DmaFlags.Partial, DmaBind.PartialMap, 128, MiB)]
    [InlineData(0xF_DFFF, uint.MaxValue, 0x3FF_FFFF, 0, MiB - Page, DmaFlags.Read | DmaFlags.Partial, DmaBind.Mapped, 127, MiB - Page)]
    [InlineData(0xF_DFFF, uint.MaxValue, 0x3FF_FFFF, 0, MiB - Page + 1, DmaFlags.Read | DmaFlags.Partial, DmaBind.NoMapping, 0, 0)]
    [InlineData(0xF_DFFF, uint.MaxValue, 0x3FF_FFFF, 0, MiB - Page + 1, DmaFlags.Read, DmaBind.TooBig, 0, 0)]
    [InlineData(uint.MaxValue, 0xF_FFFF, 0x3FF_FFFF, 0, MiB + 1, DmaFlags.Read, DmaBind.TooBig, 0, 0)]
    [InlineData(uint.MaxValue, 0xF_FFFE, 0x3FF_FFFF, 0, MiB, DmaFlags.Read | DmaFlags.Partial, DmaBind.NoMapping, 0, 0)]
    [InlineData(uint.MaxValue, uint.MaxValue, 0xF_FFFF, 0, MiB, DmaFlags.Read, DmaBind.Mapped, 128, MiB)]
    [InlineData(uint.MaxValue, uint.MaxValue, 0xF_FFFF, 0, MiB + 1, DmaFlags.Read, DmaBind.TooBig, 0, 0)]
    [InlineData(uint.MaxValue, uint.MaxValue, 0xF_FFFE, 0, MiB, DmaFlags.Read | DmaFlags.Partial, DmaBind.NoMapping, 0, 0)]
    [InlineData(uint.MaxValue, uint.MaxValue, 0x3FF_FFFF, 0, MiB, DmaFlags.Read | DmaFlags.Partial, DmaBind.Mapped, 128, MiB)]
    [InlineData(uint.MaxValue, uint.MaxValue, 0x3FF_FFFF, 100, MiB, DmaFlags.Read | DmaFlags.Partial, DmaBind.Mapped, 129, MiB)]
    [InlineData(uint.MaxValue, uint.MaxValue, 0x3FF_FFFF, 100, MiB + 1, DmaFlags.Read | DmaFlags.Partial, DmaBind.PartialMap, 129, MiB)]
    [InlineData(uint.MaxValue, uint.MaxValue, 0x3FF_FFFF, 0, MiB + 1, DmaFlags.Read | DmaFlags.Partial, DmaBind.PartialMap, 128, MiB)]
    [InlineData(uint.MaxValue, uint.MaxValue, 0x3FF_FFFF, 0, MiB + 1, DmaFlags.Read, DmaBind.Mapped, 129, MiB + 1)]
    [InlineData(uint.MaxValue, uint.MaxValue, 0x3FF_FFFF, 0, Page, DmaFlags.Read | DmaFlags.RedZone, DmaBind.Mapped, 2, Page)]
    [InlineData(uint.MaxValue, uint.MaxValue, 0x3FF_FFFF, 0, (63 * MiB) - Page, DmaFlags.Read, DmaBind.Mapped, 8063, (63 * MiB) - Page)]
    [InlineData(uint.MaxValue, uint.MaxValue, 0x3FF_FFFF, 0, (63 * MiB) - Page + 1, DmaFlags.Read, DmaBind.TooBig, 0, 0)]
    [InlineData(uint.MaxValue, uint.MaxValue, 0x3FF_FFFF, 0, 0, DmaFlags.Read, DmaBind.NoMapping, 0, 0)]
    public void An_object_is_mapped_as_a_whole_in_windows_of_1_MiB_or_not_at_all(
        ulong seg, ulong countMax, ulong reach, uint offset, uint length, DmaFlags flags, DmaBind status, int pages, uint window)
    {
        DvmaPlan plan = DvmaCase.Of(Plain with { Seg = seg, CountMax = countMax, AddrHi = Low + reach }, offset, length, flags).Plan(Rules);
        Assert.Equal((status, pages, window, window), (plan.Status, plan.Pages, plan.First, plan.Each));
    }

    [Theory]
    [InlineData(512u, 512u, true)]
    [InlineData(512u, 511u, false)]
    [InlineData(0u, 1u, true)]
    public void A_last_window_of_less_than_the_minimum_transfer_cannot_be_had(uint minXfer, uint left, bool given)
    {
        DvmaMapping mapping = DvmaCase.Of(Plain with { MinXfer = minXfer }, 8, (2 * MiB) + left, DmaFlags.Read | DmaFlags.Partial).Bound(Rules, Low);
        Assert.True(mapping.NumWin(out int windows));
        Assert.Equal(3, windows);
        Assert.Equal(given, mapping.GetWin(2, out DmaWindow window));
        if (given)
            Assert.Equal(new DmaWindow(2 * MiB, left, new DmaCookie(Low + 8, left, 0), 1), window);
        Assert.True(mapping.GetWin(1, out window));
        Assert.Equal(new DmaWindow(MiB, MiB, new DmaCookie(Low + 8, MiB, 0), 1), window);
    }

    [Fact]
    public void After_MAPPED_not_even_window_0_can_be_had()
    {
        DvmaMapping mapping = DvmaCase.Of(Plain, 0, Page).Bound(Rules, Low);
        Assert.False(mapping.GetWin(0, out _));
        Assert.False(mapping.NumWin(out _));
        Assert.Equal(1, mapping.WindowCount);
    }

    [Theory]
    [InlineData(0x7Fu, 0x10u, true, 0x10u)]
    [InlineData(0x40u, 0x10u, false, 0u)]
    [InlineData(0u, 0x10u, false, 0u)]
    public void Bursts_of_64_bits_are_those_that_the_bus_has_too(uint bus, uint wanted, bool set, uint left)
    {
        Assert.Equal(set, new SBusDvma(new SBus { BurstSizes64 = bus }).TrySetSBus64(wanted, out uint burstSizes));
        Assert.Equal(left, burstSizes);
    }
}
