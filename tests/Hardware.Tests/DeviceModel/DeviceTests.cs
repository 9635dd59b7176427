using DmaActors.Devices;
using DmaActors.Hardware.Tests.Machine;

namespace DmaActors.Hardware.Tests.DeviceModel;

/// <summary>The base of device models.</summary>
public sealed class DeviceTests
{
    private readonly TestMachine machine = new();
    private readonly RamMedia media = new(TestMachine.Pattern(100));
    private readonly ActorRef device;
    private Toy toy = null!;

    public DeviceTests() => device = machine.AddDevice("toy", wiring => toy = new Toy(wiring), media);

    [Fact]
    public void A_read_sees_the_writes_before_it_and_costs_a_round_trip()
    {
        machine.WriteRegister(device, Toy.LineLevel, 1, 1);
        Assert.Equal(1UL, machine.ReadRegister(device, Toy.LineLevel, 1));
        Assert.Equal(60 + 240, machine.World.Now.Nanoseconds);
    }

    [Theory]
    [InlineData(Toy.LineLevel, 4, "write to 0x4 (32 bits): LINE has another width, or is not there")]
    [InlineData(0x100, 1, "write to 0x100 (8 bits): no such register")]
    public void An_odd_write_is_dropped_and_logged(int offset, int width, string text)
    {
        machine.WriteRegister(device, offset, width, 1);
        machine.Run();
        Assert.Equal((LogLevel.Warning, "toy", text), Assert.Single(machine.Log.Lines));
        Assert.Equal(0UL, machine.ReadRegister(device, Toy.LineLevel, 1));
    }

    [Fact]
    public void An_odd_read_is_answered_with_all_ones_and_logged()
    {
        Assert.Equal(0xFFFFUL, machine.ReadRegister(device, 0x100, 2));
        Assert.Equal("read from 0x100 (16 bits): no such register", Assert.Single(machine.Log.Lines).Text);
    }

    [Fact]
    public void A_read_is_answered_to_whom_it_names_and_not_to_its_sender()
    {
        var reader = new Probe();
        var readerRef = machine.World.Spawn("reader", reader);
        machine.OnCpu(cpu => cpu.Tell(device, new RegisterRead(Toy.Status, 4, readerRef)));
        machine.Run();
        Assert.Single(reader.All<Reply<Word>>());
        Assert.Empty(machine.Cpu.Received);
    }

    [Fact]
    public void A_transfer_ends_in_the_device_and_other_messages_are_its_own()
    {
        machine.WriteRegister(device, Toy.Go, 4, 0x2000);
        machine.OnCpu(cpu => cpu.Tell(device, new MaskVector(1, true)));
        machine.Run();
        Assert.Equal(new TransferComplete(100, false), Assert.Single(toy.Completions));
        Assert.Equal(new MaskVector(1, true), Assert.Single(toy.Others));
        Assert.Equal(media.Bytes, machine.Read(0x2000, 100));
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(16, -1)]
    public void A_transfer_without_sense_is_a_panic_of_the_device(int burst, int length)
    {
        (toy.BurstBytes, toy.Length) = (burst, length);
        machine.WriteRegister(device, Toy.Go, 4, 0x2000);
        Assert.Equal(RunStatus.Panicked, machine.World.Run(TestMachine.Bound));
        Assert.Equal("toy", machine.World.Panic!.Actor);
        Assert.IsAssignableFrom<ArgumentOutOfRangeException>(machine.World.Panic.Exception);
    }

    [Fact]
    public void A_device_without_media_says_so_when_it_wants_it()
    {
        var bare = machine.AddDevice("bare", wiring => new Toy(wiring));
        machine.WriteRegister(bare, Toy.Go, 4, 0x2000);
        Assert.Equal(RunStatus.Panicked, machine.World.Run(TestMachine.Bound));
        Assert.Contains("bare has no media", machine.World.Panic!.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_registers_of_another_model_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => machine.AddDevice("wrong", wiring => new Toy(wiring, new RegisterMap<SgDisk>())));
        Assert.Contains("SgDisk", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_idle_disk_with_its_engine_is_small()
    {
        var wiring = new DeviceWiring(machine.Bus, new BusMasterEngine(machine.Bus), default, machine.Controller.Connect(9, InterruptTrigger.Level), media);
        var settings = new SgDiskSettings();
        Make(10);
        const int Count = 1_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        Make(Count);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / Count;

        // The size owed for an idle instance with handle, device and soft state is 1 KiB; the list of 17 entries alone is 160 bytes.
        Assert.InRange(each, 1, 640);

        void Make(int count)
        {
            for (var i = 0; i < count; i++)
            {
                GC.KeepAlive(new BusMasterEngine(machine.Bus));
                GC.KeepAlive(new SgDisk(wiring, settings));
            }
        }
    }
}
