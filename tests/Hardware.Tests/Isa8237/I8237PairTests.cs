using DmaActors.Hardware.Isa8237;

namespace DmaActors.Hardware.Tests.Isa8237;

/// <summary>What the board adds to the chips: pages, words, the cascade, priorities over both.</summary>
public sealed class I8237PairTests
{
    private const int Single = 0x40;
    private const int Down = 0x20;
    private const int Rotating = 0x10;

    private readonly ChipBench bench = new();

    public static TheoryData<int, int, int, int, int, string> Places => new()
    {
        // channel, mode, page, address register, count register; the ranges of memory in order
        { 2, Single, 0x00, 0x0000, 0x0000, "0+1" },
        { 2, Single, 0xFF, 0xFFFF, 0x0000, "FFFFFF+1" },
        { 2, Single, 0x12, 0xFFFE, 0x0001, "12FFFE+2" },
        { 2, Single, 0x12, 0xFFFE, 0x0002, "12FFFE+2 120000+1" },
        { 2, Single, 0x12, 0xFFFF, 0x0001, "12FFFF+1 120000+1" },
        { 2, Single, 0x12, 0x0000, 0xFFFF, "120000+10000" },
        { 2, Single, 0x12, 0x0001, 0xFFFF, "120001+FFFF 120000+1" },
        { 2, Single, 0x12, 0x8000, 0xFFFF, "128000+8000 120000+8000" },
        { 2, Single | Down, 0x12, 0x0003, 0x0003, "120000+4" },
        { 2, Single | Down, 0x12, 0x0003, 0x0004, "120000+4 12FFFF+1" },
        { 2, Single | Down, 0x12, 0xFFFF, 0xFFFF, "120000+10000" },
        { 2, Single | Down, 0x12, 0x0000, 0x0000, "120000+1" },
        { 5, Single, 0x12, 0x0000, 0x0000, "120000+2" },
        { 5, Single, 0x13, 0x0000, 0x0000, "120000+2" },
        { 5, Single, 0x12, 0x8000, 0x0000, "130000+2" },
        { 5, Single, 0x12, 0xFFFF, 0x0000, "13FFFE+2" },
        { 5, Single, 0x12, 0xFFFF, 0x0001, "13FFFE+2 120000+2" },
        { 5, Single, 0x12, 0x0000, 0xFFFF, "120000+20000" },
        { 5, Single, 0xFF, 0xFFFE, 0x0003, "FFFFFC+4 FE0000+4" },
        { 5, Single | Down, 0x12, 0x0001, 0x0002, "120000+4 13FFFE+2" },
        { 0, Single, 0x01, 0x0010, 0x0000, "10010+1" },
        { 1, Single, 0x02, 0x0010, 0x0000, "20010+1" },
        { 3, Single, 0x03, 0x0010, 0x0000, "30010+1" },
        { 6, Single, 0x04, 0x0010, 0x0000, "40020+2" },
        { 7, Single, 0x06, 0x0010, 0x0000, "60020+2" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Addresses_wrap_inside_their_page(int channel, int mode, int page, int address, int count, string ranges)
    {
        bench.Program(channel, mode, page, address, count);
        Assert.Equal(ranges, string.Join(' ', bench.RunToTerminalCount(channel).Select(run => $"{run.Address:X}+{run.Bytes:X}")));
        Assert.Equal(0xFFFF, bench.CountOf(channel));
    }

    [Theory]
    [InlineData(0x81)]
    [InlineData(0x8F)]
    [InlineData(0x80)]
    [InlineData(0x84)]
    public void Page_ports_are_read_back_those_without_a_channel_too(int port)
    {
        bench.Put(port, 0xA5);
        Assert.Equal(0xA5, bench.Get(port));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0x10)]
    [InlineData(0x7F)]
    [InlineData(0x90)]
    [InlineData(0xBF)]
    [InlineData(0xE0)]
    public void Other_ports_are_not_ours(int port)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => bench.Put(port, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => bench.Get(port));
    }

    [Fact]
    public void The_registers_of_the_second_chip_are_at_every_second_port_and_its_lowest_address_line_is_not_connected()
    {
        bench.Put(0xD9, 0);
        bench.Put(0xC4, 0x21);
        bench.Put(0xC5, 0x43);
        Assert.Equal(0x4321, bench.AddressOf(5));
    }

    [Fact]
    public void With_fixed_priority_the_lowest_channel_is_first_and_the_first_chip_before_the_second()
    {
        ProgramAll();
        foreach (var expected in new[] { 0, 1, 2, 3, 5, 6, 7 })
        {
            Assert.Equal([expected, expected], bench.Serve(2));
            bench.Pair.SetLine(expected, false);
        }

        Assert.Equal(I8237.None, bench.Pair.Arbitrate());
    }

    [Fact]
    public void With_rotating_priority_each_channel_of_a_chip_has_its_turn()
    {
        ProgramAll();
        bench.Put(0x08, Rotating);
        Assert.Equal([0, 1, 2, 3, 0, 1, 2, 3], bench.Serve(8));
        bench.Pair.SetLine(1, false);
        Assert.Equal([0, 2, 3, 0], bench.Serve(4));
    }

    [Fact]
    public void With_both_chips_rotating_the_first_chip_counts_as_one_channel_of_the_second()
    {
        ProgramAll();
        bench.Put(0x08, Rotating);
        bench.Put(0xD0, Rotating);
        Assert.Equal([0, 5, 6, 7, 1, 5, 6, 7, 2], bench.Serve(9));
    }

    [Fact]
    public void Without_the_cascade_the_first_chip_is_cut_off()
    {
        ProgramAll();
        bench.Put(0xD4, 0x04);
        Assert.Equal([5], bench.Serve(1));
        bench.Put(0xD4, 0x00);
        Assert.Equal([0], bench.Serve(1));
        bench.Put(0xD6, 0x40);
        Assert.Equal([5], bench.Serve(1));
    }

    [Fact]
    public void A_cascaded_device_keeps_the_bus_from_all_others_until_it_lets_go()
    {
        ProgramAll();
        foreach (var channel in new[] { 0, 1, 2, 3 })
            bench.Pair.SetLine(channel, false);
        bench.Put(0xD6, 0xC1);
        Assert.Equal(5, bench.Pair.Arbitrate());
        bench.Pair.SetLine(0, true);
        Assert.Equal(5, bench.Pair.Arbitrate());
        bench.Pair.SetLine(5, false);
        Assert.Equal(0, bench.Pair.Arbitrate());
    }

    [Fact]
    public void Runs_are_cut_short_only_where_another_channel_competes()
    {
        bench.Program(2, Single, 0, 0, 99);
        bench.Pair.SetLine(2, true);
        bench.Pair.Arbitrate();
        Assert.Equal(40, bench.Pair.Transfer(40).Transfers);
        bench.Program(7, Single, 0, 0, 99);
        bench.Pair.SetLine(7, true);
        bench.Pair.Arbitrate();
        Assert.Equal((2, 1), (bench.Pair.Peek(), bench.Pair.Transfer(40).Transfers));
    }

    private void ProgramAll()
    {
        foreach (var channel in new[] { 0, 1, 2, 3, 5, 6, 7 })
        {
            bench.Program(channel, Single, 0, 0, 0xFFFF);
            bench.Pair.SetLine(channel, true);
        }
    }
}
