using DmaActors.Hardware.Isa8237;
using DmaActors.Hardware.Tests.Machine;

namespace DmaActors.Hardware.Tests.Isa8237;

/// <summary>Who has the bus: several channels, several devices on one, bus masters.</summary>
public sealed class DmaArbitrationTests
{
    [Fact]
    public void The_higher_channel_is_served_first_as_soon_as_a_grant_is_over()
    {
        var bench = new ControllerBench(new BusTiming { GrantBytes = 64 });
        var (low, high) = (bench.NewDevice("low"), bench.NewDevice("highest"));
        bench.Program(3, ControllerBench.ReadDisk, 0x1000, 256);
        bench.Program(1, ControllerBench.ReadDisk, 0x8000, 128);
        bench.Raise(low, 3, 256);
        bench.Machine.StepUntil(() => low.Moves.Count == 1);
        bench.Raise(high, 1, 128);
        bench.Machine.StepUntil(() => high.Served.Count == 1);
        Assert.InRange(low.Given, 64, 128);
        bench.Machine.Run();
        Assert.Equal(low.Data[..256], bench.Machine.Read(0x1000, 256));
        Assert.Equal(high.Data[..128], bench.Machine.Read(0x8000, 128));
    }

    [Fact]
    public void Two_devices_on_one_channel_are_served_one_after_the_other_as_the_channel_is_programmed()
    {
        var bench = new ControllerBench();
        var (first, second) = (bench.NewDevice("first"), bench.NewDevice("second"));
        bench.Program(2, ControllerBench.ReadDisk, 0x1000, 64);
        bench.Raise(first, 2, 64);
        bench.Raise(second, 2, 64);
        bench.Machine.Run();
        Assert.Single(first.Served);
        Assert.Empty(second.Served);
        bench.Program(2, ControllerBench.ReadDisk, 0x2000, 64);
        bench.Machine.Run();
        Assert.Equal(first.Data[..64], bench.Machine.Read(0x1000, 64));
        Assert.Equal(second.Data[..64], bench.Machine.Read(0x2000, 64));
    }

    [Fact]
    public void A_bus_master_is_granted_the_bus_and_keeps_it_from_all_until_it_lets_go()
    {
        var bench = new ControllerBench();
        var (master, floppy) = (bench.NewDevice("master"), bench.NewDevice("floppy"));
        bench.Tell(new ProgramChannel(5, ControllerBench.Cascade, null));
        bench.Program(2, ControllerBench.ReadDisk, 0x1000, 64);
        var request = bench.Raise(master, 5, 0, isBusMaster: true);
        bench.Machine.Run();
        bench.Raise(floppy, 2, 64);
        bench.Machine.Run();
        Assert.Equal(new BusGranted(request), Assert.Single(master.Granted));
        Assert.Empty(floppy.Moves);
        bench.Lower(master, 5, request);
        bench.Machine.Run();
        Assert.Equal(new DmaServed(request, 0, false), Assert.Single(master.Served));
        Assert.Equal(64, floppy.Given);
    }

    [Fact]
    public void A_bus_master_on_a_channel_that_is_not_cascaded_is_never_granted_the_bus_and_memory_is_filled_by_nobody()
    {
        var bench = new ControllerBench();
        var master = bench.NewDevice("master");
        bench.Program(5, ControllerBench.ReadDisk, 0x1000, 64);
        bench.Raise(master, 5, 0, isBusMaster: true);
        bench.Machine.Run();
        Assert.Empty(master.Probe.Received);
        Assert.Equal([.. Enumerable.Repeat((byte)0xFF, 64), 0], bench.Machine.Read(0x1000, 65));
    }

    [Fact]
    public void A_device_that_is_no_bus_master_hangs_the_bus_of_a_cascaded_channel_until_it_gives_up()
    {
        var bench = new ControllerBench();
        var (wrong, floppy) = (bench.NewDevice("wrong"), bench.NewDevice("floppy"));
        bench.Tell(new ProgramChannel(1, ControllerBench.Cascade, null));
        bench.Program(2, ControllerBench.ReadDisk, 0x1000, 64);
        var request = bench.Raise(wrong, 1, 512);
        bench.Machine.Run();
        bench.Raise(floppy, 2, 64);
        bench.Machine.Run();
        Assert.Empty(floppy.Moves);
        bench.Lower(wrong, 1, request);
        bench.Machine.Run();
        Assert.Empty(wrong.Moves);
        Assert.Equal(64, floppy.Given);
    }

    [Fact]
    public void Between_two_bus_masters_of_one_channel_a_higher_channel_has_its_turn()
    {
        var bench = new ControllerBench();
        var (first, second, floppy) = (bench.NewDevice("first"), bench.NewDevice("second"), bench.NewDevice("floppy"));
        bench.Tell(new ProgramChannel(5, ControllerBench.Cascade, null));
        bench.Program(2, ControllerBench.ReadDisk, 0x1000, 64);
        var request = bench.Raise(first, 5, 0, isBusMaster: true);
        bench.Machine.Run();
        bench.Raise(second, 5, 0, isBusMaster: true);
        bench.Raise(floppy, 2, 64);
        bench.Machine.Run();
        bench.Lower(first, 5, request);
        bench.Machine.StepUntil(() => floppy.Given == 64);
        Assert.Empty(second.Granted);
        bench.Machine.Run();
        Assert.Single(second.Granted);
    }

    [Fact]
    public void With_the_end_of_a_request_the_turn_ends_so_that_something_can_fall_between_it_and_the_next_channel()
    {
        var bench = new ControllerBench();
        var (first, second) = (bench.NewDevice("first"), bench.NewDevice("second"));
        bench.Program(1, ControllerBench.ReadDisk, 0x1000, 64);
        bench.Program(2, ControllerBench.ReadDisk, 0x2000, 64);
        bench.Raise(first, 1, 64);
        bench.Raise(second, 2, 64);
        bench.Machine.StepUntil(() => first.Given == 64);
        Assert.Equal(0, second.Given);
        bench.Machine.Run();
        Assert.Equal(64, second.Given);
    }

    [Fact]
    public void A_request_that_is_over_is_lowered_without_an_effect_on_the_next()
    {
        var bench = new ControllerBench();
        var device = bench.NewDevice("floppy");
        bench.Program(2, ControllerBench.ReadDisk, 0x1000, 64);
        var request = bench.Raise(device, 2, 32);
        bench.Machine.Run();
        bench.Lower(device, 2, request);
        bench.Raise(device, 2, 32);
        bench.Machine.Run();
        Assert.Equal([new DmaServed(1, 32, false), new DmaServed(2, 32, true)], device.Served);
    }

    [Fact]
    public void In_every_order_each_channel_moves_exactly_its_data_and_each_rise_is_answered_once()
    {
        for (var seed = 1UL; seed <= 200; seed++)
        {
            var random = new Xoshiro(seed);
            var bench = new ControllerBench(new BusTiming { GrantBytes = 1 + random.Below(200), GrantHalves = random.Below(3) == 0 }, new WorldOptions { Timed = random.Below(2) == 0 }, new RandomStrategy(seed));
            var devices = new List<(ControllerBench.Side Side, int Channel, int Bytes)>();
            foreach (var channel in new[] { 0, 1, 2, 3, 5, 6, 7 })
            {
                if (random.Below(3) == 0)
                    continue;
                var bytes = 2 * (1 + random.Below(400));
                devices.Add((bench.NewDevice($"device{new string('x', channel)}"), channel, bytes));
                bench.Program(channel, ControllerBench.ReadDisk with { Service = (ServiceMode)random.Below(3) }, (ulong)(channel + 1) << 17, bytes);
            }

            foreach (var (side, channel, bytes) in devices)
                bench.Raise(side, channel, bytes);
            bench.Machine.Run();
            foreach (var (side, channel, bytes) in devices)
            {
                Assert.Equal(side.Data[..bytes], bench.Machine.Read((ulong)(channel + 1) << 17, bytes));
                Assert.Equal((bytes, true), (side.Served.Single().Bytes, side.Served.Single().TerminalCount));
            }
        }
    }
}
