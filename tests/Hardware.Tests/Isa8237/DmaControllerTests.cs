using DmaActors.Hardware.Isa8237;
using DmaActors.Hardware.Tests.Machine;

namespace DmaActors.Hardware.Tests.Isa8237;

/// <summary>The controller as an actor: data, grants, and what the system does between them.</summary>
public sealed class DmaControllerTests
{
    [Theory]
    [InlineData(2, 0x1234, 512)]
    [InlineData(2, 0x2FFFF, 1)]
    [InlineData(5, 0x1234, 512)]
    [InlineData(7, 0x3FFFE, 2)]
    [InlineData(0, 0x30000, 65_536)]
    [InlineData(6, 0x40000, 131_072)]
    public void Data_pass_in_either_direction_and_terminal_count_is_told(int channel, int address, int bytes)
    {
        var bench = new ControllerBench();
        var device = bench.NewDevice("floppy");
        bench.Program(channel, ControllerBench.ReadDisk, (ulong)address, bytes);
        bench.Raise(device, channel, bytes);
        bench.Machine.Run();
        Assert.Equal(device.Data[..bytes], bench.Machine.Read((ulong)address, bytes));
        bench.Program(channel, ControllerBench.WriteDisk, (ulong)address, bytes);
        bench.Raise(device, channel, bytes);
        bench.Machine.Run();
        Assert.Equal(device.Data[..bytes], device.Taken);
        Assert.Equal([new DmaServed(1, bytes, true), new DmaServed(2, bytes, true)], device.Served);
        Assert.Equal(0, bench.Count(channel));
    }

    [Fact]
    public void A_turn_moves_at_most_a_grant_and_takes_its_time()
    {
        var timing = new BusTiming { GrantBytes = 100, IsaArbitrationNanoseconds = 500, IsaTransferNanoseconds = 1_000 };
        foreach (var (mode, services) in new[] { (ServiceMode.Single, 250), (ServiceMode.Demand, 3), (ServiceMode.Block, 3) })
        {
            var bench = new ControllerBench(timing);
            var device = bench.NewDevice("floppy");
            bench.Program(2, ControllerBench.ReadDisk with { Service = mode }, 0x1000, 250);
            var begun = bench.Machine.World.Now.Nanoseconds;
            bench.Raise(device, 2, 250);
            bench.Machine.Run();
            Assert.Equal([100, 100, 50], device.Moves);
            Assert.Equal((services * 500) + 250_000, bench.Machine.World.Now.Nanoseconds - begun);
        }
    }

    [Theory]
    [InlineData(2, 1, new[] { 1 })]
    [InlineData(2, 9, new[] { 5, 4 })]
    [InlineData(5, 6, new[] { 4, 2 })]
    [InlineData(2, 60_000, new[] { 30_000, 30_000 })]
    public void With_halves_a_transfer_moves_in_two_grants(int channel, int bytes, int[] moves)
    {
        var bench = new ControllerBench(new BusTiming { GrantHalves = true });
        var device = bench.NewDevice("floppy");
        bench.Program(channel, ControllerBench.ReadDisk, 0x20000, bytes);
        bench.Raise(device, channel, bytes);
        bench.Machine.Run();
        Assert.Equal(moves, device.Moves);
    }

    [Fact]
    public void A_stop_falls_between_two_grants_and_the_count_says_what_is_left()
    {
        var bench = new ControllerBench(new BusTiming { GrantBytes = 100 });
        var device = bench.NewDevice("floppy");
        bench.Program(2, ControllerBench.ReadDisk, 0x1000, 512);
        var request = bench.Raise(device, 2, 512);
        bench.Machine.StepUntil(() => device.Moves.Count == 2);
        bench.Tell(new StopChannel(2));
        bench.Machine.Run();
        Assert.Equal(312, bench.Count(2));
        Assert.Equal([.. device.Data[..200], .. new byte[312]], bench.Machine.Read(0x1000, 512));
        Assert.Empty(device.Served);

        bench.Lower(device, 2, request);
        bench.Machine.Run();
        Assert.Equal(new DmaServed(request, 200, false), Assert.Single(device.Served));
    }

    [Fact]
    public void A_masked_channel_waits_and_goes_on_where_it_was()
    {
        var bench = new ControllerBench(new BusTiming { GrantBytes = 100 });
        var device = bench.NewDevice("floppy");
        bench.Program(2, ControllerBench.ReadDisk with { Service = ServiceMode.Block }, 0x1000, 300);
        bench.Raise(device, 2, 300);
        bench.Machine.StepUntil(() => device.Moves.Count == 1);
        bench.Tell(new MaskChannel(2, true));
        bench.Machine.Run();
        Assert.Equal(200, bench.Count(2));
        bench.Tell(new MaskChannel(2, false));
        bench.Machine.Run();
        Assert.Equal(device.Data[..300], bench.Machine.Read(0x1000, 300));
    }

    [Fact]
    public void A_device_with_less_than_the_count_ends_without_terminal_count_and_the_next_one_goes_on()
    {
        var bench = new ControllerBench();
        var device = bench.NewDevice("floppy");
        bench.Program(2, ControllerBench.ReadDisk, 0x1000, 300);
        bench.Raise(device, 2, 100);
        bench.Machine.Run();
        Assert.Equal(200, bench.Count(2));
        bench.Raise(device, 2, 250);
        bench.Machine.Run();
        Assert.Equal([new DmaServed(1, 100, false), new DmaServed(2, 200, true)], device.Served);
        Assert.Equal(device.Data[..300], bench.Machine.Read(0x1000, 300));
    }

    [Fact]
    public void An_auto_initialised_channel_begins_again_at_its_base()
    {
        var bench = new ControllerBench();
        var device = bench.NewDevice("sound");
        bench.Program(1, ControllerBench.ReadDisk with { AutoInitialise = true }, 0x1000, 100);
        bench.Raise(device, 1, 150);
        bench.Machine.Run();
        bench.Raise(device, 1, 50);
        bench.Machine.Run();
        Assert.Equal([new DmaServed(1, 100, true), new DmaServed(2, 50, false)], device.Served);
        Assert.Equal([.. device.Data[100..150], .. device.Data[50..100]], bench.Machine.Read(0x1000, 100));
        Assert.Equal(50, bench.Count(1));
    }

    [Theory]
    [InlineData(2, 0x1007, "76543210")]
    [InlineData(5, 0x1006, "67452301")]
    public void Counting_down_the_first_data_are_highest_and_words_stay_words(int channel, int address, string order)
    {
        var bench = new ControllerBench(new BusTiming { GrantBytes = 6 });
        var device = bench.NewDevice("tape");
        bench.Program(channel, ControllerBench.ReadDisk with { Decrement = true }, (ulong)address, 8);
        bench.Raise(device, channel, 8);
        bench.Machine.Run();
        Assert.Equal(order.Select(place => device.Data[place - '0']), bench.Machine.Read(0x1000, 8));
        bench.Program(channel, ControllerBench.WriteDisk with { Decrement = true }, (ulong)address, 8);
        bench.Raise(device, channel, 8);
        bench.Machine.Run();
        Assert.Equal(device.Data[..8], device.Taken);
    }

    [Fact]
    public void Verify_counts_and_moves_nothing()
    {
        var bench = new ControllerBench();
        var device = bench.NewDevice("floppy");
        bench.Program(2, new ChannelMode(TransferType.Verify, ServiceMode.Single), 0x1000, 64);
        bench.Raise(device, 2, 64);
        bench.Machine.Run();
        Assert.Equal(new DmaServed(1, 64, true), Assert.Single(device.Served));
        Assert.Empty(device.Moves);
        Assert.Equal(new byte[64], bench.Machine.Read(0x1000, 64));
    }

    [Fact]
    public void The_page_has_no_carry_and_a_driver_that_crosses_64_KiB_overwrites_its_begin()
    {
        var bench = new ControllerBench();
        var device = bench.NewDevice("floppy");
        bench.Program(2, ControllerBench.ReadDisk, 0x1FF00, 512);
        bench.Raise(device, 2, 512);
        bench.Machine.Run();
        Assert.Equal(device.Data[..256], bench.Machine.Read(0x1FF00, 256));
        Assert.Equal(device.Data[256..512], bench.Machine.Read(0x10000, 256));
        Assert.Equal(new byte[256], bench.Machine.Read(0x20000, 256));
    }

    [Theory]
    [InlineData(2, 1, 1)]
    [InlineData(2, 65_536, 0)]
    [InlineData(2, 0, 0)]
    [InlineData(2, 65_537, 1)]
    [InlineData(5, 1, 0)]
    [InlineData(5, 2, 2)]
    [InlineData(5, 3, 2)]
    [InlineData(5, 65_536, 65_536)]
    [InlineData(5, 131_070, 131_070)]
    [InlineData(5, 131_072, 0)]
    public void The_count_is_read_back_as_the_register_holds_it(int channel, int bytes, int read)
    {
        var bench = new ControllerBench();
        bench.Program(channel, ControllerBench.ReadDisk, 0x20000, bytes);
        Assert.Equal(read, bench.Count(channel));
    }

    [Fact]
    public void Mode_and_place_can_be_programmed_apart()
    {
        var bench = new ControllerBench();
        var device = bench.NewDevice("floppy");
        bench.Program(2, ControllerBench.ReadDisk, 0x1000, 16);
        bench.Tell(new ProgramChannel(2, ControllerBench.WriteDisk, null));
        Assert.Equal(16, bench.Count(2));
        bench.Machine.Write(0x1000, device.Data[..16]);
        bench.Raise(device, 2, 16);
        bench.Machine.Run();
        bench.Tell(new ProgramChannel(2, null, new ChannelPlace(new PhysicalAddress(0x1008), 8)));
        bench.Raise(device, 2, 8);
        bench.Machine.Run();
        Assert.Equal([.. device.Data[..16], .. device.Data[8..16]], device.Taken);
    }

    [Fact]
    public void A_software_request_moves_what_an_idle_bus_carries()
    {
        var bench = new ControllerBench();
        bench.Program(3, ControllerBench.ReadDisk with { Service = ServiceMode.Block }, 0x1000, 32);
        bench.Tell(new RequestChannel(3));
        bench.Machine.Run();
        Assert.Equal([.. Enumerable.Repeat((byte)0xFF, 32), 0], bench.Machine.Read(0x1000, 33));
    }

    [Fact]
    public void In_block_mode_the_controller_goes_on_when_the_device_has_no_more()
    {
        var bench = new ControllerBench();
        var device = bench.NewDevice("floppy");
        bench.Program(2, ControllerBench.ReadDisk with { Service = ServiceMode.Block }, 0x1000, 32);
        bench.Raise(device, 2, 20);
        bench.Machine.Run();
        Assert.Equal([.. device.Data[..20], .. Enumerable.Repeat((byte)0xFF, 12)], bench.Machine.Read(0x1000, 32));
        Assert.Equal(new DmaServed(1, 20, false), Assert.Single(device.Served));
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(2, 0)]
    public void A_device_without_a_whole_transfer_is_answered_at_once(int channel, int bytes)
    {
        var bench = new ControllerBench();
        var device = bench.NewDevice("floppy");
        bench.Program(channel, ControllerBench.ReadDisk, 0x1000, 32);
        bench.Raise(device, channel, bytes);
        bench.Machine.Run();
        Assert.Equal(new DmaServed(1, 0, false), Assert.Single(device.Served));
        Assert.Equal(32, bench.Count(channel));
    }

    [Fact]
    public void Of_an_odd_number_of_bytes_a_16_bit_channel_leaves_the_last()
    {
        var bench = new ControllerBench();
        var device = bench.NewDevice("floppy");
        bench.Program(5, ControllerBench.ReadDisk, 0x1000, 32);
        bench.Raise(device, 5, 7);
        bench.Machine.Run();
        Assert.Equal(new DmaServed(1, 6, false), Assert.Single(device.Served));
        Assert.Equal([.. device.Data[..6], 0, 0], bench.Machine.Read(0x1000, 8));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(8)]
    public void There_is_no_other_channel(int channel)
    {
        foreach (var message in new Message[] { new MaskChannel(channel, true), new StopChannel(channel), new RequestChannel(channel), new ReadChannelCount(channel), new ProgramChannel(channel, null, null) })
        {
            var bench = new ControllerBench();
            bench.Machine.OnCpu(cpu => cpu.Tell(bench.Dma, message));
            Assert.Equal(RunStatus.Panicked, bench.Machine.World.Run(TestMachine.Bound));
            Assert.IsType<ArgumentOutOfRangeException>(bench.Machine.World.Panic!.Exception);
        }
    }

    [Fact]
    public void The_places_that_are_programmed_are_in_the_trace_hash()
    {
        static string HashOf(ulong address, ServiceMode mode)
        {
            var bench = new ControllerBench();
            bench.Program(2, ControllerBench.WriteDisk with { Service = mode }, address, 8);
            return bench.Machine.World.Digest.ToString();
        }

        Assert.Equal(HashOf(0x1000, ServiceMode.Single), HashOf(0x1000, ServiceMode.Single));
        Assert.NotEqual(HashOf(0x1000, ServiceMode.Single), HashOf(0x1001, ServiceMode.Single));
        Assert.NotEqual(HashOf(0x1000, ServiceMode.Single), HashOf(0x1000, ServiceMode.Block));
    }
}
