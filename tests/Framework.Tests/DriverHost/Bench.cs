using DmaActors.Framework.Block;
using DmaActors.Framework.Dma;
using DmaActors.Framework.DriverHost;
using DmaActors.Framework.Interrupts;
using DmaActors.Framework.Isa;
using DmaActors.Framework.Nexus;
using DmaActors.Framework.Rules;
using DmaActors.Hardware.Bus;
using DmaActors.Hardware.Caches;
using DmaActors.Hardware.Interrupts;
using DmaActors.Hardware.Isa8237;
using DmaActors.Hardware.Memory;
using DmaActors.Simulation;
using DmaActors.Simulation.Tests.Support;
using DmaActors.Verifier;

namespace DmaActors.Framework.Tests.DriverHost;

/// <summary>A small machine: the framework's actors, one driver whose entry points are written in the test, one probe device on vector 5.</summary>
internal sealed class Bench
{
    private const int Vector = 5;

    private Bench(World world, NexusOptions nexus, int cpus, int priority, Sun4u? sun4u = null, CacheGeometry? cpuCache = null, IsaSlot? isa = null, ulong megabytes = 64)
    {
        World = world;
        var installed = megabytes << 20;
        var memory = new PhysicalMemory(installed);
        Ram = memory;
        var frames = new FrameAllocator(installed, sun4u is null ? PageSize.FourKiB : PageSize.EightKiB, FramePolicy.Descending, 0, 1UL << 20);
        Frames = frames;
        Bus = new SystemBus(memory, new BusTiming(), cpuCache is null ? null : new CpuCache(memory, cpuCache), sun4u?.Connect(memory));
        Memory = new MemoryProvider(Bus.Processor, frames);

        // Scripts know how each call ends and do not ask, complete what no device has moved, and tell channels of memory that nobody has bound.
        Rules = new RuleBook(world, AllRules.Create(["DMA070", "DMA072", "DMA080"]));
        world.Observer = Rules;
        Bus.Observer = Rules;
        var controller = new InterruptController(default) { Observer = Rules };
        var controllerRef = world.Spawn("controller", controller);
        Nexus = sun4u is null ? new RootNexus(nexus, Bus, frames, Rules) : new RootNexus(nexus, sun4u.Ops(nexus, Bus), new DmaMemoryPool(nexus, MemoryRules.Sun4u, new MemoryProvider(Bus.Processor, frames)), Rules);
        var nexusRef = world.Spawn("nexus", Nexus);
        SoftCall = new SoftCall(nexusRef, cpus, default);
        Nexus.SoftCall = world.Spawn("softcall", SoftCall);
        var services = new MachineServices(Bus, nexusRef, Nexus.SoftCall, world.Spawn("softint", new SoftInterrupts(default)), controllerRef, world.Spawn("block", new BlockLayer()), Rules);
        if (isa is not null)
            services = services with { Isa = BootIsa(nexus) };
        Device = new ProbeDevice(controller.Connect(Vector, InterruptTrigger.Level));
        var slot = new DeviceSlot(world.Spawn("device", Device), [new InterruptSource(Vector, priority)], new MemoryPath(Bus), services) { Bus = isa?.Bus, IsSlaveOnly = isa is { IsSlaveOnly: true } };
        ScriptDriver? made = null;
        Instance = new DriverInstance(slot, Memory, dip => made = new ScriptDriver(dip));
        InstanceRef = world.Spawn("disk0", Instance);
        Driver = made!;
    }

    public World World { get; }

    /// <summary>What is in memory.</summary>
    public PhysicalMemory Ram { get; }

    /// <summary>The nexus of the ISA bus, if there is one.</summary>
    public IsaNexus Isa { get; private set; } = null!;

    /// <summary>The DMA controller below it.</summary>
    public ActorRef Dma { get; private set; }

    public MemoryProvider Memory { get; }

    public FrameAllocator Frames { get; }

    public SystemBus Bus { get; }

    public RuleBook Rules { get; }

    public RootNexus Nexus { get; }

    public SoftCall SoftCall { get; }

    public ProbeDevice Device { get; }

    public DriverInstance Instance { get; }

    public ActorRef InstanceRef { get; }

    public ScriptDriver Driver { get; }

    /// <summary>What the test wrote down.</summary>
    public List<string> Log { get; } = [];

    /// <summary>The ids of the findings.</summary>
    public IEnumerable<string> Findings => Rules.Findings.Select(finding => finding.Rule.Id);

    /// <summary>A machine in which the oldest message goes first.</summary>
    public static Bench Tame(NexusOptions? nexus = null, int cpus = 1, int priority = 4)
    {
        var world = new World(new WorldOptions { Timed = false });
        world.Reset(new FirstStrategy());
        return new Bench(world, nexus ?? new NexusOptions(), cpus, priority);
    }

    /// <summary>The same with an IOMMU between device and memory.</summary>
    public static Bench Tame(Sun4u sun4u)
    {
        var world = new World(new WorldOptions { Timed = false });
        world.Reset(new FirstStrategy());
        return new Bench(world, new NexusOptions(), 1, 4, sun4u);
    }

    /// <summary>A machine in which what is undetermined is drawn: with an IOMMU, with a processor's cache that nobody snoops, or with neither.</summary>
    public static Bench Random(ulong seed, NexusOptions nexus, Sun4u? sun4u = null, CacheGeometry? cpuCache = null)
    {
        var world = new World(new WorldOptions { Timed = false });
        world.Reset(new RandomStrategy(seed));
        return new Bench(world, nexus, 1, 4, sun4u, cpuCache);
    }

    /// <summary>The same with a DMA controller, in a slot of the ISA bus if nothing else is said.</summary>
    public static Bench OnIsa(NexusOptions? nexus = null, IsaSlot? slot = null, ulong megabytes = 64)
    {
        var world = new World(new WorldOptions { Timed = false });
        world.Reset(new FirstStrategy());
        return new Bench(world, nexus ?? new NexusOptions(), 1, 4, isa: slot ?? new IsaSlot(BusAttributes.Isa), megabytes: megabytes);
    }

    /// <summary>Runs the test in every schedule. Returns how many there are.</summary>
    public static long InEverySchedule(Action<Bench> test, NexusOptions? nexus = null, int priority = 4, bool oneProcessor = false, IsaSlot? isa = null)
    {
        var world = new World(new WorldOptions { Timed = false, SingleProcessor = oneProcessor });
        var strategy = new EnumeratingStrategy();
        do
        {
            world.Reset(strategy);
            test(new Bench(world, nexus ?? new NexusOptions(), 1, priority, isa: isa));
        }
        while (strategy.Next());
        return strategy.Schedule;
    }

    /// <summary>Starts a context of the driver that runs the script; it begins in the order of the calls.</summary>
    public void Start(Func<DdiTask> script)
    {
        Driver.Scripts.Enqueue(script);
        World.Tell(InstanceRef, new Open());
    }

    /// <summary>Goes on until nothing can happen.</summary>
    public void Run()
    {
        var status = World.Run(100_000);
        if (World.Panic is { } panic)
            throw new InvalidOperationException($"{panic.Actor}: {panic.Exception.Message}", panic.Exception);
        Assert.Equal(RunStatus.Quiescent, status);
        Nexus.AssertInvariants();
        Isa?.AssertInvariants();
    }

    /// <summary>Runs one script until nothing can happen.</summary>
    public void Run(Func<DdiTask> script)
    {
        Start(script);
        Run();
    }

    private ActorRef BootIsa(NexusOptions options)
    {
        Dma = World.Spawn("dma", new DmaController(Bus));
        Isa = new IsaNexus(Dma, options, Rules) { SoftCall = Nexus.SoftCall };
        return SoftCall.Isa = World.Spawn("isa", Isa);
    }

    /// <summary>Runs one script, which is to end in a panic of the driver.</summary>
    public Exception Panics(Func<DdiTask> script)
    {
        Start(script);
        Assert.Equal(RunStatus.Panicked, World.Run(100_000));
        return World.Panic!.Exception;
    }
}

/// <summary>The slot of a device on a machine with an ISA bus.</summary>
/// <param name="Bus">What its bus can do; null: all that the machine can.</param>
/// <param name="IsSlaveOnly">It has no wires for DMA.</param>
internal sealed record IsaSlot(DmaAttributes? Bus, bool IsSlaveOnly = false);
