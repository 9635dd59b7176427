using DmaActors.Hardware.Tests.Machine;

namespace DmaActors.Hardware.Tests.DeviceModel;

/// <summary>The declared registers of a device.</summary>
public sealed class RegisterMapTests
{
    private readonly ulong[] kept = new ulong[8];
    private readonly Toy toy;

    public RegisterMapTests()
    {
        Toy made = null!;
        new TestMachine().AddDevice("toy", wiring => made = new Toy(wiring));
        toy = made;
    }

    [Theory]
    [InlineData(8, 0xFFUL)]
    [InlineData(16, 0xFFFFUL)]
    [InlineData(32, 0xFFFF_FFFFUL)]
    [InlineData(64, ulong.MaxValue)]
    public void A_register_has_its_width_and_no_other(int bits, ulong allOnes)
    {
        var map = Keeping(0x10, bits);
        foreach (var width in new[] { 1, 2, 4, 8 })
        {
            var fits = width == bits / 8;
            Assert.Equal(fits, map.TryWrite(toy, 0x10, width, 0x5A));
            Assert.Equal(fits, map.TryRead(toy, 0x10, width, out var value));
            Assert.Equal(fits ? 0x5A : width == 8 ? ulong.MaxValue : (1UL << (8 * width)) - 1, value);
        }

        Assert.True(map.TryWrite(toy, 0x10, bits / 8, ulong.MaxValue));
        Assert.Equal(allOnes, kept[0]);
    }

    [Theory]
    [InlineData(0x0F)]
    [InlineData(0x11)]
    [InlineData(0x12)]
    [InlineData(0x14)]
    [InlineData(0)]
    [InlineData(-1)]
    public void Beside_a_register_there_is_none(int offset)
    {
        var map = Keeping(0x10, 32);
        Assert.False(map.TryWrite(toy, offset, 4, 1));
        Assert.False(map.TryRead(toy, offset, 4, out var value));
        Assert.Equal(0xFFFF_FFFFUL, value);
        Assert.Equal(0UL, kept[0]);
        Assert.Null(map.NameOf(offset));
    }

    [Fact]
    public void What_a_register_gives_beyond_its_width_is_cut_off()
    {
        var map = new RegisterMap<Toy>().Add(0, 8, "R", _ => 0x1FF);
        Assert.True(map.TryRead(toy, 0, 1, out var value));
        Assert.Equal(0xFFUL, value);
    }

    [Fact]
    public void A_read_only_register_drops_writes_and_a_write_only_one_reads_as_0()
    {
        var map = new RegisterMap<Toy>().Add(0, 8, "STATUS", _ => 7).Add(1, 8, "DOOR", null, (_, value) => kept[1] = value);
        Assert.True(map.TryWrite(toy, 0, 1, 3));
        Assert.True(map.TryRead(toy, 0, 1, out var status));
        Assert.Equal(7UL, status);
        Assert.True(map.TryWrite(toy, 1, 1, 3));
        Assert.True(map.TryRead(toy, 1, 1, out var door));
        Assert.Equal((0UL, 3UL), (door, kept[1]));
    }

    [Fact]
    public void A_row_reaches_each_of_its_registers_and_rows_may_be_interleaved()
    {
        var map = new RegisterMap<Toy>()
            .AddArray(0x40, 32, 8, 3, "ADDRESS", (_, i) => kept[i], (_, i, value) => kept[i] = value)
            .AddArray(0x44, 32, 8, 3, "SIZE", (_, i) => kept[4 + i], (_, i, value) => kept[4 + i] = value);
        for (var i = 0; i < 3; i++)
        {
            Assert.True(map.TryWrite(toy, 0x40 + (8 * i), 4, (ulong)(100 + i)));
            Assert.True(map.TryWrite(toy, 0x44 + (8 * i), 4, (ulong)(200 + i)));
        }

        Assert.Equal([100, 101, 102, 0, 200, 201, 202, 0], kept);
        Assert.True(map.TryRead(toy, 0x54, 4, out var last));
        Assert.Equal(202UL, last);
        Assert.False(map.TryWrite(toy, 0x58, 4, 1));
        Assert.False(map.TryWrite(toy, 0x42, 4, 1));
        Assert.Equal(("ADDRESS[0]", "SIZE[2]", null), (map.NameOf(0x40), map.NameOf(0x54), map.NameOf(0x58)));
    }

    [Theory]
    [InlineData(1, true, false)]
    [InlineData(2, true, true)]
    public void A_row_has_only_the_registers_that_the_device_says_are_present(int present, bool first, bool second)
    {
        var map = new RegisterMap<Toy>().AddArray(0, 16, 2, 4, "R", (_, _) => 1, null, _ => present);
        Assert.Equal(first, map.TryRead(toy, 0, 2, out _));
        Assert.Equal(second, map.TryRead(toy, 2, 2, out _));
        Assert.False(map.TryRead(toy, 4, 2, out var absent));
        Assert.Equal(0xFFFFUL, absent);
        Assert.Equal("R[2]", map.NameOf(4));
    }

    [Theory]
    [InlineData(0x00, 32)]
    [InlineData(0x03, 8)]
    [InlineData(0x02, 16)]
    [InlineData(0x00, 64)]
    public void Two_registers_may_not_share_a_byte(int offset, int bits)
    {
        var map = new RegisterMap<Toy>().Add(0, 32, "FIRST", null);
        var error = Assert.Throws<ArgumentException>(() => map.Add(offset, bits, "SECOND", null));
        Assert.Contains("FIRST and SECOND", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 32)]
    [InlineData(1, 16)]
    [InlineData(4, 64)]
    [InlineData(-4, 32)]
    [InlineData(0, 24)]
    [InlineData(0, 0)]
    public void A_register_that_no_bus_can_reach_is_refused(int offset, int bits) =>
        Assert.ThrowsAny<ArgumentException>(() => new RegisterMap<Toy>().Add(offset, bits, "R", null));

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public void A_row_whose_registers_would_overlap_or_be_misaligned_is_refused(int stride) =>
        Assert.ThrowsAny<ArgumentException>(() => new RegisterMap<Toy>().AddArray(0, 32, stride, 2, "R", null));

    private RegisterMap<Toy> Keeping(int offset, int bits) => new RegisterMap<Toy>().Add(offset, bits, "R", _ => kept[0], (_, value) => kept[0] = value);
}
