using DmaActors.Hardware.Isa8237;

namespace DmaActors.Hardware.Tests.Machine;

/// <summary>A world with memory, bus, interrupt controller and a processor that is a probe.</summary>
internal sealed class TestMachine : IBusObserver, IInterruptObserver
{
    public const long Bound = 1_000_000;

    public TestMachine(BusTiming? timing = null, WorldOptions? options = null, IStrategy? strategy = null, ulong memoryBytes = 1 << 20, Func<PhysicalMemory, BusTiming, SystemBus>? bus = null)
    {
        World = new World(options) { Log = Log };
        World.Reset(strategy ?? new FirstStrategy());
        Memory = new PhysicalMemory(memoryBytes);
        Bus = (bus ?? ((memory, with) => new SystemBus(memory, with)))(Memory, timing ?? new BusTiming());
        Bus.Observer = this;
        Controller = new InterruptController(new VirtualDuration(Bus.Timing.InterruptNanoseconds)) { Observer = this };
        ControllerRef = World.Spawn("pic", Controller);
        CpuRef = World.Spawn("cpu", Cpu);
    }

    public World World { get; }

    public ListLog Log { get; } = new();

    public PhysicalMemory Memory { get; }

    public SystemBus Bus { get; }

    public InterruptController Controller { get; }

    public ActorRef ControllerRef { get; }

    public Probe Cpu { get; } = new();

    public ActorRef CpuRef { get; }

    public List<(string Who, ulong Address, int Length, bool IsWrite)> Unanswered { get; } = [];

    public List<(string Who, ulong Address, int Length, bool IsWrite, IommuFault Fault)> Faults { get; } = [];

    public List<(int Vector, bool Claimed)> Storms { get; } = [];

    /// <summary>An engine and its device, wired to a vector.</summary>
    public ActorRef AddDevice<TDevice>(string name, Func<DeviceWiring, TDevice> make, IMedia? media = null, int vector = 5, InterruptTrigger trigger = InterruptTrigger.Level, DmaRequestLine? dmaLine = null)
        where TDevice : Device
    {
        var engine = new BusMasterEngine(Bus);
        var engineActor = World.Spawn($"{name}.engine", engine);
        var wiring = new DeviceWiring(Bus, engine, engineActor, Controller.Connect(vector, trigger), media, dmaLine);
        return World.Spawn(name, make(wiring));
    }

    /// <summary>Runs to the end.</summary>
    public void Run()
    {
        Assert.Equal(RunStatus.Quiescent, World.Run(Bound));
    }

    /// <summary>Something happens in a turn of the processor.</summary>
    public void OnCpu(Action<ActorContext> act) => World.Tell(CpuRef, new Probe.Do(act));

    public byte[] Read(ulong address, int length)
    {
        var bytes = new byte[length];
        Memory.Read(new PhysicalAddress(address), bytes);
        return bytes;
    }

    public void Write(ulong address, byte[] bytes) => Memory.Write(new PhysicalAddress(address), bytes);

    public void WriteRegister(ActorRef device, int offset, int width, ulong value) =>
        OnCpu(cpu => cpu.Tell(device, new RegisterWrite(offset, width, value), new VirtualDuration(Bus.Timing.RegisterWriteNanoseconds)));

    /// <summary>Reads a register, behind every write before it, and runs to the answer only.</summary>
    public ulong ReadRegister(ActorRef device, int offset, int width)
    {
        var before = Cpu.All<Reply<Word>>().Count();
        OnCpu(cpu => cpu.Tell(device, new RegisterRead(offset, width, cpu.Self), new VirtualDuration(Bus.Timing.RegisterWriteNanoseconds)));
        StepUntil(() => Cpu.All<Reply<Word>>().Count() > before);
        return Cpu.All<Reply<Word>>().Last().Value.Value;
    }

    public void StepUntil(Func<bool> condition)
    {
        for (var i = 0; i < Bound && !condition(); i++)
        {
            if (World.Run(1) != RunStatus.Running && !condition())
                Assert.Fail($"The world stands still ({World.Status}, {World.Panic?.Exception.Message}) before the condition is true.");
        }
    }

    /// <summary>Bytes that differ from place to place.</summary>
    public static byte[] Pattern(int length, ulong seed = 1)
    {
        var random = new Xoshiro(seed);
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
            bytes[i] = (byte)(1 + random.Below(255));
        return bytes;
    }

    void IBusObserver.OnUnansweredAccess(string who, PhysicalAddress address, int length, bool isWrite) => Unanswered.Add((who, address.Value, length, isWrite));

    void IBusObserver.OnTranslationFault(string who, BusAddress address, int length, bool isWrite, IommuFault fault) =>
        Faults.Add((who, address.Value, length, isWrite, fault));

    void IInterruptObserver.OnInterruptStorm(int vector, bool claimed) => Storms.Add((vector, claimed));
}
