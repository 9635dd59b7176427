using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma;

public sealed class DmaLimitsTests
{
    private static readonly DmaAttributes Plain = BindCase.Plain;

    public static TheoryData<string, DmaAttributes, int> Boundaries => new()
    {
        { "1: a segment of a page less one", Plain with { Seg = 4094 }, 1 },
        { "1: a segment of a page", Plain with { Seg = 4095 }, 0 },
        { "1: a segment of a page and one", Plain with { Seg = 4096 }, 6 },
        { "2: a count of a page less one", Plain with { CountMax = 4094 }, 2 },
        { "2: a count of a page", Plain with { CountMax = 4095 }, 0 },
        { "2: a count of a page and one", Plain with { CountMax = 4096 }, 0 },
        { "3: granules of a page less one", Plain with { Granular = 4095 }, 0 },
        { "3: granules of a page", Plain with { Granular = 4096 }, 0 },
        { "3: granules of a page and one", Plain with { Granular = 4097 }, 3 },
        { "4: windows of a page less one", Plain with { MaxXfer = 4095, Granular = 1 }, 4 },
        { "4: windows of a page", Plain with { MaxXfer = 4096, Granular = 1 }, 0 },
        { "4: windows of a page and one", Plain with { MaxXfer = 4097, Granular = 1 }, 0 },
        { "5: limits crossed", Plain with { AddrLo = 0x100_0000, AddrHi = 0xFF_FFFF }, 5 },
        { "5: limits equal", Plain with { AddrLo = 0x100_0000, AddrHi = 0x100_0000 }, 5 },
        { "5: limits one apart", Plain with { AddrLo = 0x100_0000, AddrHi = 0x100_0001 }, 0 },
        { "6: a segment one short of whole pages", Plain with { Seg = 0xFFFE }, 6 },
        { "6: a segment of whole pages", Plain with { Seg = 0xFFFF }, 0 },
        { "6: a segment one beyond whole pages", Plain with { Seg = 0x1_0000 }, 6 },
        { "6: a segment of three pages", Plain with { Seg = 0x2FFF }, 0 },
        { "7: granules of nothing", Plain with { Granular = 0 }, 7 },
        { "7: granules of one byte", Plain with { Granular = 1 }, 0 },
        { "7: granules that divide no page", Plain with { Granular = 3000 }, 0 },
        { "8: a list of minus one entries", Plain with { SgLen = -1 }, 0 },
        { "8: a list of no entry", Plain with { SgLen = 0 }, 8 },
        { "8: a list of one entry", Plain with { SgLen = 1 }, 0 },
        { "9: windows that round down to less than a page", Plain with { MaxXfer = 4099, Granular = 2050 }, 9 },
        { "9: windows that round down to a page and a bit", Plain with { MaxXfer = 4100, Granular = 2050 }, 0 },
        { "9: windows of 4097 in granules of 3000", Plain with { MaxXfer = 4097, Granular = 3000 }, 9 },
        { "9: windows of 5999 in granules of 3000", Plain with { MaxXfer = 5999, Granular = 3000 }, 9 },
        { "9: windows of 6000 in granules of 3000", Plain with { MaxXfer = 6000, Granular = 3000 }, 0 },
        { "10: bouncing below reach", Plain with { Flags = DmaAttributeFlags.BounceOnSeg, Seg = 0xFFFF, AddrHi = 0x1_0000 }, 0 },
        { "10: bouncing at reach", Plain with { Flags = DmaAttributeFlags.BounceOnSeg, Seg = 0xFFFF, AddrHi = 0xFFFF }, 0 },
        { "10: bouncing beyond reach", Plain with { Flags = DmaAttributeFlags.BounceOnSeg, Seg = 0xFFFF, AddrHi = 0xFFFE }, 10 },
        { "10: a segment beyond reach without bouncing", Plain with { Seg = 0xFFFF, AddrHi = 0xFFFE }, 0 },
        { "none: nobody looks at version, alignment, bursts, minimum transfer, force physical",
            Plain with { Version = 9, Align = 0, BurstSizes = 0, MinXfer = 3, Flags = DmaAttributeFlags.ForcePhysical }, 0 },
    };

    [Theory]
    [MemberData(nameof(Boundaries))]
    public void Each_attribute_check_bites_exactly_at_its_boundary(string boundary, DmaAttributes attributes, int check)
    {
        Assert.False(string.IsNullOrEmpty(boundary));
        Assert.Equal((AttributeFault)check, DmaLimits.Check(attributes));
        Assert.Equal(check == 0, DmaLimits.TryDerive(attributes, out DmaLimits? limits));
        Assert.Equal(check == 0, limits is not null);
    }

    [Fact]
    public void No_attributes_are_bad_attributes() => Assert.False(DmaLimits.TryDerive(null, out _));

    [Theory]
    [InlineData(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 512, 0x10000u)]
    [InlineData(0xFFFFFFFF, 0x1FFF, 0xFFFFFFFF, 1, 0x2000u)]
    [InlineData(0xFFFFFFFF, 0xFFFFFFFF, 10000, 512, 9728u)]
    [InlineData(0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 1, 0xFFFFFFFFu)]
    [InlineData(0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 512, 0xFFFFFE00u)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 1, 0xFFFFFFFFu)]
    public void The_largest_cookie_is_the_least_of_segment_count_and_whole_granules(
        ulong seg, ulong countMax, ulong maxXfer, uint granular, uint largest)
    {
        DmaLimits.TryDerive(Plain with { Seg = seg, CountMax = countMax, MaxXfer = maxXfer, Granular = granular }, out DmaLimits? limits);

        Assert.Equal(largest, limits!.MaxCookie);
    }

    [Theory]
    [InlineData(10000, 512, 9728u)]
    [InlineData(9728, 512, 9728u)]
    [InlineData(10000, 1, 10000u)]
    [InlineData(ulong.MaxValue, 512, uint.MaxValue)]
    public void A_window_is_rounded_down_to_whole_granules(ulong maxXfer, uint granular, uint window)
    {
        DmaLimits.TryDerive(Plain with { MaxXfer = maxXfer, Granular = granular }, out DmaLimits? limits);

        Assert.Equal(window, limits!.MaxXfer);
    }

    [Fact]
    public void A_negative_list_length_is_as_good_as_no_limit()
    {
        DmaLimits.TryDerive(Plain with { SgLen = -2 }, out DmaLimits? limits);

        Assert.Equal(0xFFFF_FFFE, limits!.SgLen);
    }

    [Theory]
    [InlineData(1u, 0, 0xFF_FFFF, nameof(CopyBufferRefusal.None))]
    [InlineData(8u, 0, 0xFF_FFFF, nameof(CopyBufferRefusal.None))]
    [InlineData(0u, 0, 0xFF_FFFF, nameof(CopyBufferRefusal.MinXferNoPowerOfTwo))]
    [InlineData(3u, 0, 0xFF_FFFF, nameof(CopyBufferRefusal.MinXferNoPowerOfTwo))]
    [InlineData(1u, 1, 0xFF_FFFF, nameof(CopyBufferRefusal.AddrLoAboveMemory))]
    [InlineData(1u, 0, 0xFF_FFFE, nameof(CopyBufferRefusal.AddrHiBelowSmallestPool))]
    public void Some_devices_can_never_have_a_copy_buffer(uint minXfer, ulong addrLo, ulong addrHi, string refusal)
    {
        DmaLimits.TryDerive(Plain with { MinXfer = minXfer, AddrLo = addrLo, AddrHi = addrHi, Seg = 0xFFFF }, out DmaLimits? limits);

        Assert.Equal(refusal, limits!.CopyBufferRefusal(lowestMemory: 0).ToString());
    }

    [Fact]
    public void Behind_an_ISA_bus_the_narrower_of_each_pair_holds()
    {
        DmaAttributes isa = new()
        {
            AddrHi = 0xFF_FFFF, CountMax = 0xFFFF, Align = 1, BurstSizes = 1, MinXfer = 1, MaxXfer = 0xFFFF_FFFF, Seg = 0xFFFF, SgLen = 1, Granular = 1,
        };
        DmaAttributes device = new()
        {
            AddrHi = 0xFFFF_FFFF, CountMax = 0xFFF, Align = 8, BurstSizes = 0x7, MinXfer = 2, MaxXfer = 0x1000, Seg = 0xF_FFFF, SgLen = 17, Granular = 512,
            Flags = DmaAttributeFlags.FlagErr,
        };

        DmaAttributes merged = device.Behind(isa);

        DmaAttributes expected = device with { AddrHi = 0xFF_FFFF, BurstSizes = 1, Seg = 0xFFFF, SgLen = 1 };
        Assert.Equal(expected, merged);
    }

    [Theory]
    [InlineData(12u, 8u, 8u)]
    [InlineData(4u, 8u, 8u)]
    [InlineData(16u, 8u, 16u)]
    [InlineData(3u, 0u, 3u)]
    public void A_bus_clears_the_bits_of_minxfer_below_its_own(uint device, uint bus, uint merged) =>
        Assert.Equal(merged, (Plain with { MinXfer = device }).Behind(Plain with { MinXfer = bus }).MinXfer);

    [Fact]
    public void The_shorter_list_is_found_unsigned()
    {
        Assert.Equal(17, (Plain with { SgLen = -1 }).Behind(Plain with { SgLen = 17 }).SgLen);
        Assert.Equal(-2, (Plain with { SgLen = -1 }).Behind(Plain with { SgLen = -2 }).SgLen);
    }
}
