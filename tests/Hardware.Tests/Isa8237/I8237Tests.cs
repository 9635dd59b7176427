using DmaActors.Hardware.Isa8237;

namespace DmaActors.Hardware.Tests.Isa8237;

/// <summary>The registers of the chips, one by one.</summary>
public sealed class I8237Tests
{
    private const int Single = 0x40;
    private const int Demand = 0x00;
    private const int Block = 0x80;
    private const int AutoInitialise = 0x10;

    private readonly ChipBench bench = new();

    [Fact]
    public void Words_are_written_and_read_by_bytes_low_one_first_and_all_share_one_flip_flop()
    {
        bench.Put(0x0C, 0);
        bench.Put(0x04, 0x34);
        bench.Put(0x05, 0x12);
        Assert.Equal(0x0034, bench.AddressOf(2));
        Assert.Equal(0x1200, bench.CountOf(2));
        bench.Put(0x0C, 0);
        Assert.Equal(0x34, bench.Get(0x04));
        Assert.Equal(0x12, bench.Get(0x05));
        bench.Put(0x0C, 0);
        Assert.Equal(0x34, bench.Get(0x04));
    }

    [Fact]
    public void The_two_chips_have_a_flip_flop_each()
    {
        bench.Put(0x0C, 0);
        bench.Put(0xD8, 0);
        bench.Put(0x00, 0x11);
        bench.PutWord(0xC4, 0x3322);
        bench.Put(0x00, 0x44);
        Assert.Equal(0x4411, bench.AddressOf(0));
        Assert.Equal(0x3322, bench.AddressOf(5));
    }

    [Fact]
    public void Reading_gives_the_current_registers_and_auto_initialise_brings_the_base_back()
    {
        bench.Program(1, Single | AutoInitialise, page: 0, address: 0x100, count: 2);
        bench.Pair.SetLine(1, true);
        bench.Serve(2);
        Assert.Equal((0x102, 0), (bench.AddressOf(1), bench.CountOf(1)));
        bench.Serve(1);
        Assert.Equal((0x100, 2), (bench.AddressOf(1), bench.CountOf(1)));
        Assert.Equal([1, 1, 1, 1], bench.Serve(4));
    }

    [Fact]
    public void Without_auto_initialise_terminal_count_masks_the_channel_and_leaves_the_count_at_0xFFFF()
    {
        bench.Program(1, Single, page: 0, address: 0x100, count: 2);
        bench.Pair.SetLine(1, true);
        Assert.Equal([1, 1, 1], bench.Serve(9));
        Assert.Equal((0x103, 0xFFFF), (bench.AddressOf(1), bench.CountOf(1)));
        bench.Put(0x0A, 1);
        Assert.Equal([1], bench.Serve(1));
    }

    [Fact]
    public void The_status_has_terminal_counts_which_a_read_clears_and_requests_masked_ones_too()
    {
        bench.Program(3, Single, page: 0, address: 0, count: 0);
        bench.Pair.SetLine(0, true);
        bench.Pair.SetLine(3, true);
        Assert.Equal(0x90, bench.Get(0x08));
        bench.Serve(1);
        Assert.Equal(0x98, bench.Get(0x08));
        Assert.Equal(0x90, bench.Get(0x08));
        bench.Pair.SetLine(3, false);
        Assert.Equal(0x10, bench.Get(0x08));
    }

    [Fact]
    public void Masks_are_written_one_by_one_all_at_once_or_cleared()
    {
        foreach (var channel in new[] { 0, 1, 2, 3 })
        {
            bench.Program(channel, Single, 0, 0, 0xFFFF);
            bench.Pair.SetLine(channel, true);
        }

        bench.Put(0x0A, 0x04);
        Assert.Equal([1], bench.Serve(1));
        bench.Put(0x0F, 0b1011);
        Assert.Equal([2], bench.Serve(1));
        bench.Put(0x0F, 0xFF);
        Assert.Empty(bench.Serve(1));
        bench.Put(0x0E, 0);
        Assert.Equal([0], bench.Serve(1));
    }

    [Fact]
    public void A_software_request_is_served_though_masked_and_ends_with_terminal_count()
    {
        bench.Program(1, Block, page: 0, address: 0, count: 3);
        bench.Put(0x0A, 0x05);
        bench.Put(0x09, 0x05);
        Assert.Equal(0x20, bench.Get(0x08));
        Assert.Equal([1, 1, 1, 1], bench.Serve(9));
        Assert.Equal(0x02, bench.Get(0x08));
    }

    [Fact]
    public void A_software_request_can_be_taken_back_in_the_middle()
    {
        bench.Program(1, Block, page: 0, address: 0, count: 3);
        bench.Put(0x0A, 0x05);
        bench.Put(0x09, 0x05);
        Assert.Equal([1, 1], bench.Serve(2));
        bench.Put(0x09, 0x01);
        Assert.Empty(bench.Serve(1));
        Assert.Equal(1, bench.CountOf(1));
    }

    [Fact]
    public void Master_clear_masks_all_forgets_requests_and_rotation_and_keeps_modes_and_addresses()
    {
        bench.Program(1, Single | AutoInitialise, page: 7, address: 0x1234, count: 0);
        bench.Pair.SetLine(1, true);
        bench.Serve(1);
        bench.Put(0x08, 0x04);
        bench.Put(0x09, 0x06);
        bench.Put(0x00, 0xAA);
        bench.Put(0x0D, 0);
        Assert.Equal(0x20, bench.Get(0x08));
        Assert.Empty(bench.Serve(1));
        Assert.Equal((0x1234, 0), (bench.AddressOf(1), bench.CountOf(1)));
        bench.Put(0x0A, 1);
        Assert.Equal([1, 1], bench.Serve(2));
    }

    [Fact]
    public void A_disabled_chip_serves_nobody()
    {
        bench.Program(1, Single, 0, 0, 9);
        bench.Pair.SetLine(1, true);
        bench.Put(0x08, 0x04);
        Assert.Empty(bench.Serve(1));
        bench.Put(0x08, 0x00);
        bench.Put(0xD0, 0x04);
        Assert.Empty(bench.Serve(1));
        bench.Put(0xD0, 0x00);
        Assert.Equal([1], bench.Serve(1));
    }

    [Fact]
    public void Requests_can_be_programmed_to_be_low()
    {
        bench.Program(1, Single, 0, 0, 9);
        bench.Put(0x08, I8237.RequestsAreLow);
        Assert.Equal([1], bench.Serve(1));
        bench.Pair.SetLine(1, true);
        Assert.Empty(bench.Serve(1));
    }

    [Theory]
    [InlineData(0x09)]
    [InlineData(0x0A)]
    [InlineData(0x0B)]
    [InlineData(0x0C)]
    [InlineData(0x0E)]
    [InlineData(0x0F)]
    public void What_can_only_be_written_reads_as_all_ones(int port) => Assert.Equal(0xFF, bench.Get(port));

    [Fact]
    public void The_temporary_register_is_0() => Assert.Equal(0, bench.Get(0x0D));

    [Fact]
    public void In_demand_mode_a_channel_keeps_the_bus_against_a_higher_one_until_its_request_falls()
    {
        bench.Program(2, Demand, 0, 0, 99);
        bench.Program(0, Single, 0, 0, 99);
        bench.Pair.SetLine(2, true);
        Assert.Equal([2, 2], bench.Serve(2));
        bench.Pair.SetLine(0, true);
        Assert.Equal([2, 2], bench.Serve(2));
        bench.Pair.SetLine(2, false);
        Assert.Equal([0], bench.Serve(1));
    }

    [Fact]
    public void In_block_mode_a_channel_keeps_the_bus_to_terminal_count_though_its_request_has_fallen()
    {
        bench.Program(2, Block, 0, 0, 4);
        bench.Program(0, Single, 0, 0, 99);
        bench.Pair.SetLine(2, true);
        Assert.Equal([2], bench.Serve(1));
        bench.Pair.SetLine(2, false);
        bench.Pair.SetLine(0, true);
        Assert.Equal([2, 2, 2, 2, 0], bench.Serve(5));
    }

    [Fact]
    public void A_transfer_needs_a_channel_in_service_that_is_not_cascaded()
    {
        Assert.Throws<InvalidOperationException>(() => bench.Pair.Transfer(1));
        bench.Program(6, 0xC0, 0, 0, 0);
        bench.Pair.SetLine(6, true);
        Assert.Equal(6, bench.Pair.Arbitrate());
        Assert.Throws<InvalidOperationException>(() => bench.Pair.Transfer(1));
    }
}
