using DmaActors.Devices;
using DmaActors.Hardware.Isa8237;
using DmaActors.Hardware.Tests.Machine;
using DmaActors.Simulation.Hosting;

namespace DmaActors.Hardware.Tests.DeviceModel;

/// <summary>A device whose driver has stopped: it is reset, and rests until another driver writes a register.</summary>
public sealed class FunctionResetTests : ISupervisor
{
    private readonly TestMachine machine = new();
    private readonly Probe driver = new();
    private readonly ActorRef driverRef;

    public FunctionResetTests()
    {
        machine.World.Supervisor = this;
        driverRef = machine.World.Spawn("driver", driver);
    }

    [Fact]
    public void A_transfer_that_is_under_way_ends_as_aborted_before_the_reset_is_answered()
    {
        Toy toy = null!;
        var device = machine.AddDevice("toy", wiring => toy = new Toy(wiring) { Length = 64 << 10 }, new RamMedia(TestMachine.Pattern(64 << 10)));
        machine.WriteRegister(device, Toy.Go, 4, 0x2000);
        machine.StepUntil(() => machine.Read(0x2000, 1)[0] != 0);
        Reset(device);
        machine.StepUntil(() => machine.Cpu.All<Reply<Done>>().Any());
        var completion = Assert.Single(toy.Completions);
        Assert.True(completion.Aborted);
        Assert.InRange(completion.Bytes, 1, (64 << 10) - 1);
        machine.Run();
        Assert.Single(toy.Completions);
    }

    [Fact]
    public void A_resting_device_raises_no_line_and_moves_nothing_until_a_register_is_written()
    {
        Restless device = null!;
        var actor = machine.AddDevice("restless", wiring => device = new Restless(wiring), new RamMedia(TestMachine.Pattern(16)));
        machine.WriteRegister(actor, Restless.Level, 4, 1);
        machine.Run();
        Assert.True(device.IsHigh);
        Reset(actor);
        machine.Run();
        Assert.False(device.IsHigh);
        Act(actor);
        Assert.False(device.IsHigh);
        Assert.Equal((new TransferComplete(0, true), (byte)0), (device.Completions[^1], machine.Read(0x3000, 1)[0]));

        machine.WriteRegister(actor, Restless.Level, 4, 0);
        Act(actor);
        Assert.True(device.IsHigh);
        Assert.Equal((new TransferComplete(16, false), TestMachine.Pattern(16)[0]), (device.Completions[^1], machine.Read(0x3000, 1)[0]));
    }

    [Fact]
    public void What_the_driver_had_posted_arrives_before_the_reset()
    {
        Restless device = null!;
        var actor = machine.AddDevice("restless", wiring => device = new Restless(wiring), new RamMedia(TestMachine.Pattern(16)));
        machine.World.Tell(driverRef, new Probe.Do(context => context.Tell(actor, new RegisterWrite(Restless.Level, 4, 1), new VirtualDuration(10_000))));
        Reset(actor);
        machine.Run();
        Assert.Equal(["level 1", "reset"], device.Log);
        Assert.False(device.IsHigh);
    }

    [Fact]
    public void A_request_at_the_DMA_controller_is_withdrawn_before_the_reset_is_answered()
    {
        var dma = machine.World.Spawn("dma", new DmaController(machine.Bus));
        var floppy = machine.AddDevice("floppy", wiring => new IsaFloppy(wiring, new IsaFloppySettings()), new RamMedia(TestMachine.Pattern(4096)), dmaLine: new DmaRequestLine(dma, 2));
        machine.WriteRegister(floppy, IsaFloppyRegisters.Bytes, 4, 512);
        machine.WriteRegister(floppy, DiskRegisters.Csr, 1, DiskRegisters.Start);
        machine.Run();
        Reset(floppy);
        machine.Run();
        Assert.Single(machine.Cpu.All<Reply<Done>>());
        machine.OnCpu(cpu => cpu.Tell(dma, new ProgramChannel(2, new ChannelMode(TransferType.ToMemory, ServiceMode.Single), new ChannelPlace(new PhysicalAddress(0x4000), 512))));
        machine.Run();
        Assert.Equal(new byte[512], machine.Read(0x4000, 512));
        Assert.Equal(0UL, machine.ReadRegister(floppy, DiskRegisters.Csr, 1));
    }

    PanicAction ISupervisor.OnPanic(ActorRef actor, Panic panic) => PanicAction.Stop;

    Actor ISupervisor.Remake(ActorRef stopped) => throw new InvalidOperationException("Nobody is to be replaced.");

    void ISupervisor.OnReplaced(ActorRef stopped, ActorRef replacement)
    {
    }

    private void Reset(ActorRef device)
    {
        machine.World.Tell(driverRef, new Probe.Do(_ => throw new InvalidOperationException("out of paper")));
        machine.OnCpu(cpu => cpu.Tell(device, new ResetFunction(driverRef)));
    }

    private void Act(ActorRef device)
    {
        machine.OnCpu(cpu => cpu.Tell(device, new MaskVector(1, true)));
        machine.Run();
    }

    /// <summary>Raises its line and starts a transfer whenever it is told something that is no register access.</summary>
    private sealed class Restless(DeviceWiring wiring) : Device(wiring, Map), IDataPort
    {
        public const int Level = 0;

        private static readonly RegisterMap<Restless> Map = new RegisterMap<Restless>().Add(Level, 32, "LEVEL", null, (device, value) => device.SetLevel(value));

        public List<string> Log { get; } = [];

        public List<TransferComplete> Completions { get; } = [];

        public bool IsHigh => Line;

        public void Supply(Span<byte> destination) => Media.Read(0, destination);

        public void Accept(ReadOnlySpan<byte> source) => Media.Write(0, source);

        protected override void OnTransferComplete(TransferComplete completion) => Completions.Add(completion);

        protected override void OnPowerOff() => Log.Add("reset");

        protected override void OnMessage(Message message)
        {
            Line = true;
            StartTransfer([new DmaSegment(new BusAddress(0x3000), 16)], toMemory: true, 16, this);
        }

        private void SetLevel(ulong value)
        {
            Log.Add($"level {value}");
            Line = value != 0;
        }
    }
}
