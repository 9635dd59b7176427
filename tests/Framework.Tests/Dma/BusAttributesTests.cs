using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma;

public sealed class BusAttributesTests
{
    private static readonly DmaAttributes Device = new()
    {
        AddrLo = 0x1000,
        AddrHi = 0x7FFF_FFFF,
        CountMax = 0xF_FFFF,
        Align = 8,
        BurstSizes = 0x17,
        MinXfer = 4,
        MaxXfer = 0x10_0000,
        Seg = 0xFF_FFFF,
        SgLen = 17,
        Granular = 512,
        Flags = DmaAttributeFlags.FlagErr,
    };

    [Fact]
    public void On_an_ISA_bus_every_device_has_one_cookie_of_64_KiB_below_16_MiB()
    {
        DmaAttributes example = Device with { AddrLo = 0, AddrHi = 0xFF_FFFF, Seg = 0xF_FFFF };
        Assert.Equal(
            example with { CountMax = 0xFFFF, BurstSizes = 1, Seg = 0xFFFF, SgLen = 1 },
            BusAttributes.AtTheRoot(example, BusAttributes.Isa));
    }

    [Fact]
    public void Without_a_bus_in_between_the_root_sees_what_the_driver_said() => Assert.Equal(Device, BusAttributes.AtTheRoot(Device));

    [Fact]
    public void Of_each_member_the_narrower_one_holds_and_each_bus_narrows_further()
    {
        DmaAttributes wide = Device with { AddrLo = 0, AddrHi = ulong.MaxValue, CountMax = ulong.MaxValue, Align = 1, BurstSizes = 0x7F, MinXfer = 1, SgLen = -1, Granular = 1 };
        DmaAttributes narrow = wide with { AddrLo = 0x2000, AddrHi = 0xFFFF, CountMax = 0xFFF, Align = 16, BurstSizes = 0x6, Seg = 0x1FFF, MaxXfer = 0x800, SgLen = 3, Granular = 1024 };
        Assert.Equal(Device, BusAttributes.AtTheRoot(Device, wide));
        Assert.Equal(narrow with { MinXfer = 4 }, BusAttributes.AtTheRoot(Device, wide, narrow));
        Assert.Equal(narrow with { MinXfer = 4 }, BusAttributes.AtTheRoot(Device, narrow, wide));
    }

    // The least transfer of the device and of the bus: bits below the bus's are cleared; if nothing is left, it is the bus's.
    [Theory]
    [InlineData(4u, 1u, 4u)]
    [InlineData(5u, 4u, 4u)]
    [InlineData(12u, 8u, 8u)]
    [InlineData(7u, 8u, 8u)]
    [InlineData(8u, 8u, 8u)]
    [InlineData(0u, 8u, 8u)]
    [InlineData(5u, 0u, 5u)]
    public void The_least_transfer_is_a_multiple_of_that_of_the_bus(uint device, uint bus, uint merged) =>
        Assert.Equal(merged, BusAttributes.AtTheRoot(Device with { MinXfer = device }, Device with { MinXfer = bus }).MinXfer);

    [Theory]
    [InlineData(-1, 17, 17)]
    [InlineData(17, -1, 17)]
    [InlineData(-1, -2, -2)]
    [InlineData(1, 2, 1)]
    public void A_negative_list_length_is_a_large_one(int device, int bus, int merged) =>
        Assert.Equal(merged, BusAttributes.AtTheRoot(Device with { SgLen = device }, Device with { SgLen = bus }).SgLen);
}
