using DmaActors.Framework;
using DmaActors.Framework.Block;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Interrupts;
using DmaActors.Framework.Isa;
using DmaActors.Framework.Memory;
using DmaActors.Framework.Nexus;
using DmaActors.Framework.Recovery;
using DmaActors.Framework.Rules;
using DmaActors.Hardware.Bus;
using DmaActors.Hardware.DeviceModel;
using DmaActors.Hardware.Interrupts;
using DmaActors.Hardware.Isa8237;
using DmaActors.Hardware.Memory;
using DmaActors.Lab.Scenarios;
using DmaActors.Simulation;
using DmaActors.Simulation.Hosting;
using DmaActors.Verifier;

namespace DmaActors.Lab.Machines;

/// <summary>
/// One simulated computer, built from a scenario: memory, bus, interrupt controller, nexus, soft-call, and every device with its engine and driver instance. A machine
/// is kept from run to run; <see cref="Boot"/> makes its actors anew.
/// </summary>
internal sealed class Machine
{
    private readonly Scenario scenario;
    private readonly Catalog catalog;
    private readonly Interconnect interconnect;
    private readonly FrameAllocator frames;
    private readonly BusTiming timing;
    private readonly NexusOptions nexusOptions;

    /// <summary>One for all that actors on several threads share, so that nobody waits inside one for another.</summary>
    private readonly Gate gate;

    // Nobody on a machine without an ISA bus.
    private ActorRef dma;

    /// <param name="scenario">What it consists of.</param>
    /// <param name="catalog">Where its devices and drivers are found.</param>
    /// <param name="makeRuntime">Makes what its actors run on; null: a world.</param>
    public Machine(Scenario scenario, Catalog catalog, Func<WorldOptions, IRuntime>? makeRuntime = null)
    {
        this.scenario = scenario;
        this.catalog = catalog;
        Runtime = (makeRuntime ?? (options => new World(options)))(WorldOptionsOf(scenario));
        gate = Runtime.IsParallel ? Gate.Closed() : default;
        timing = TimingOf(scenario);
        interconnect = new Interconnect(scenario, timing, gate);
        frames = new FrameAllocator((ulong)scenario.Memory.SizeBytes, interconnect.PageSize, PolicyOf(scenario.Memory.Frames), scenario.Seed, ReservedLowBytes(scenario), gate);
        nexusOptions = OptionsOf(scenario);
        Rules = new RuleBook(Runtime, AllRules.Create(scenario.Rules.Off), gate);
        Bus.Memory.World = frames.World = Runtime as World;
    }

    /// <summary>What its actors run on.</summary>
    public IRuntime Runtime { get; }

    /// <summary>Whether any message may be next, and any timer.</summary>
    public bool IsUntimed => scenario.Mode == RunMode.Untimed;

    public SystemBus Bus => interconnect.Bus;

    public RuleBook Rules { get; }

    public RootNexus Nexus { get; private set; } = null!;

    /// <summary>The nexus of the ISA bus; null without one.</summary>
    public IsaNexus? Isa { get; private set; }

    public SoftCall SoftCall { get; private set; } = null!;

    /// <summary>Takes back what a stopped instance leaves behind; null on a machine where none is stopped.</summary>
    public RecoveryAgent? Recovery { get; private set; }

    /// <summary>Decides about panics; null on a machine where they end the run.</summary>
    public Supervision? Supervision { get; private set; }

    /// <summary>The driver instances with which the run begins, in the order of the scenario.</summary>
    public IReadOnlyList<MachineSlot> Slots { get; private set; } = [];

    /// <summary>Kernel memory for bufs.</summary>
    public MemoryProvider Memory { get; private set; } = null!;

    /// <summary>What moves the pages of users; nobody where they stay.</summary>
    public ActorRef PageMover { get; private set; }

    /// <summary>Page frames taken and not given back.</summary>
    public ulong FramesInUse => frames.InUse;

    /// <summary>Resets the runtime and spawns every actor of the machine.</summary>
    /// <param name="strategy">Who answers what is undetermined.</param>
    /// <param name="media">What each device stores, in the order of the scenario; null for a device without.</param>
    /// <exception cref="ConstructorPanicException">The constructor of a driver or device threw.</exception>
    public void Boot(IStrategy strategy, IReadOnlyList<IMedia?> media)
    {
        Runtime.Reset(strategy);
        Bus.Reset();
        frames.Reset();
        Memory = new MemoryProvider(Bus.Processor, frames) { LockablePages = scenario.Memory.LockablePages > 0 ? scenario.Memory.LockablePages : int.MaxValue };
        Rules.Reset();
        Runtime.Observer = Rules;
        Bus.Observer = Rules;
        var controller = new InterruptController(new VirtualDuration(timing.InterruptNanoseconds)) { Observer = Rules };
        var controllerRef = Runtime.Spawn("controller", controller);
        var dmaMemory = new DmaMemoryPool(nexusOptions, new MemoryRules(frames.PageSize, HasIommu: Bus.Iommu is not null), Memory);
        Nexus = new RootNexus(nexusOptions, interconnect.MakeOps(nexusOptions, frames), dmaMemory, Rules);
        var nexusRef = Runtime.Spawn("nexus", Nexus);
        SoftCall = new SoftCall(nexusRef, scenario.Softcall.Cpus, new VirtualDuration(scenario.Timing.SoftcallNanoseconds));
        Nexus.SoftCall = Runtime.Spawn("softcall", SoftCall);
        var blockLayer = Runtime.Spawn("block", new BlockLayer());
        var softInterrupts = Runtime.Spawn("softint", new SoftInterrupts(new VirtualDuration(scenario.Timing.SoftcallNanoseconds)));
        var services = new MachineServices(Bus, nexusRef, Nexus.SoftCall, softInterrupts, controllerRef, blockLayer, Rules) { Isa = scenario.Machine.HasIsa ? BootIsa() : default };
        PageMover = scenario.Memory.PageMoveNanoseconds > 0 ? Runtime.Spawn("pagemover", new PageMover()) : default;
        BootSupervision();
        var slots = new MachineSlot[scenario.Instances.Count];
        for (var i = 0; i < slots.Length; i++)
        {
            var device = scenario.Instances[i];
            slots[i] = device.Vector is { } vector
                ? BootSlot(device, vector, controller.Connect(vector, TriggerOf(device.Section.Trigger)), ConnectMore(device.Section, controller), services, media[i])
                : BootUnconnected(device, services, media[i]);
        }

        Slots = slots;
        foreach (var slot in slots)
            Supervision?.Add(slot);
    }

    private void BootSupervision()
    {
        var isNeeded = scenario.Devices.Exists(device => device.OnPanic != PanicResponse.End);
        Recovery = isNeeded ? new RecoveryAgent() : null;
        Supervision = Recovery is null ? null : new Supervision(Runtime, Replace) { Agent = Runtime.Spawn("recovery", Recovery) };
        Runtime.Supervisor = Supervision;
    }

    /// <summary>The ISA bus: the DMA controller and the nexus that gives its channels away.</summary>
    private ActorRef BootIsa()
    {
        dma = Runtime.Spawn("dma", new DmaController(Bus));
        Isa = new IsaNexus(dma, nexusOptions, Rules) { SoftCall = Nexus.SoftCall };
        return SoftCall.Isa = Runtime.Spawn("isa", Isa);
    }

    /// <summary>A device without a vector: its line ends at a controller of its own, where no handler is, and its handler waits on a vector without a line.</summary>
    private MachineSlot BootUnconnected(DeviceInstance device, MachineServices services, IMedia? media)
    {
        var nowhere = new InterruptController(default);
        services = services with { Controller = Runtime.Spawn($"{device.Name}.unconnected", nowhere) };
        return BootSlot(device, MachineSlot.NoLine, nowhere.Connect(MachineSlot.NoHandler, InterruptTrigger.Level), [], services, media);
    }

    private static InterruptLine[] ConnectMore(DeviceSection section, InterruptController controller) =>
        section.MoreInterrupts.Count == 0 ? [] : [.. section.MoreInterrupts.Select(interrupt => controller.Connect(interrupt.Vector, TriggerOf(interrupt.Trigger)))];

    private MachineSlot BootSlot(DeviceInstance device, int vector, InterruptLine line, InterruptLine[] moreLines, MachineServices services, IMedia? media)
    {
        var section = device.Section;
        var engine = new BusMasterEngine(Bus) { IsWired = !section.SlaveOnly };

        // Whoever moves the data uses the device's own side of them, its port: the engine on its board, or the DMA controller of the machine.
        var engineRef = section.DmaChannel is null ? Runtime.Spawn(device.EngineName, engine) : Runtime.SpawnBeside(dma, device.EngineName, engine);
        var wiring = new DeviceWiring(Bus, engine, engineRef, line, media, section.DmaChannel is { } channel ? new DmaRequestLine(dma, channel) : null, moreLines, section.SpuriousInterrupts);
        var deviceRef = Runtime.SpawnBeside(engineRef, device.DeviceName, Construct(device.DeviceName, (catalog, section, wiring), static made => made.catalog.CreateDevice(made.section.Model, made.wiring, made.section.Settings)));
        var slot = new DeviceSlot(deviceRef, InterruptsOf(section, vector), engine.Path, services) { Bus = section.IsOnIsa ? BusAttributes.Isa : null, IsSlaveOnly = section.SlaveOnly, UndeclaredState = catalog.UndeclaredStateOf(section.Driver), IsRecovered = section.OnPanic != PanicResponse.End };
        var instance = new DriverInstance(slot, Memory, dip => Construct(device.Name, (machine: this, device, dip), static made => made.machine.MakeDriver(made.device, made.dip)));
        return new MachineSlot(device, Runtime.Spawn(device.Name, instance), instance);
    }

    private static InterruptSource[] InterruptsOf(DeviceSection section, int vector)
    {
        var first = new InterruptSource(vector, section.Priority);
        return section.MoreInterrupts.Count == 0 ? [first] : [first, .. section.MoreInterrupts.Select(interrupt => new InterruptSource(interrupt.Vector, interrupt.Priority))];
    }

    /// <summary>Another instance of the driver for the same device.</summary>
    private DriverInstance Replace(MachineSlot slot) => new(slot.Instance.Slot, Memory, dip => MakeDriver(slot.Device, dip)) { IsReplacement = true };

    private Driver MakeDriver(DeviceInstance device, DevInfo dip) => catalog.CreateDriver(device.Section.Driver, dip, device.Section.DriverSettings);

    /// <summary>Calls a constructor that is not ours.</summary>
    private static T Construct<TGiven, T>(string actor, TGiven given, Func<TGiven, T> constructor)
    {
        try
        {
            return constructor(given);
        }
        catch (Exception exception) when (exception is not SimulationFaultException)
        {
            throw new ConstructorPanicException(actor, exception);
        }
    }

    private static WorldOptions WorldOptionsOf(Scenario scenario) => new()
    {
        Timed = scenario.Mode == RunMode.Timed,
        SingleProcessor = scenario.Cpus == Processors.One,
        ChannelBound = scenario.Bounds.Channel,
        LastResortTimers = [Device.PollTimer, .. scenario.Timers.LastResort],
    };

    private static InterruptTrigger TriggerOf(TriggerMode mode) => mode switch
    {
        TriggerMode.Edge => InterruptTrigger.Edge,
        TriggerMode.Message => InterruptTrigger.Message,
        _ => InterruptTrigger.Level,
    };

    private static FramePolicy PolicyOf(FrameOrder order) => order switch
    {
        FrameOrder.Contiguous => FramePolicy.Contiguous,
        FrameOrder.Descending => FramePolicy.Descending,
        _ => FramePolicy.Scattered,
    };

    /// <summary>The pages of the copy buffers lie below 16 MiB, where every device reaches; a quarter of a small memory at most. An IOMMU needs none.</summary>
    private static ulong ReservedLowBytes(Scenario scenario) => scenario.Machine.HasIommu
        ? 0
        : Math.Min(Math.Min((ulong)scenario.Nexus.CopyBufferPages * (ulong)PageSize.FourKiB.Bytes, FrameAllocator.SixteenMiB / 2), (ulong)scenario.Memory.SizeBytes / 4);

    private static BusTiming TimingOf(Scenario scenario) => new()
    {
        GrantBytes = scenario.WholeGrants ? int.MaxValue : (int)scenario.Bus.GrantBytes,
        GrantHalves = scenario.Mode == RunMode.Untimed && !scenario.WholeGrants,
        PollsWait = scenario.Mode == RunMode.Untimed,
        BytesPerSecond = scenario.Bus.BandwidthBytesPerSecond,
        BurstSetupNanoseconds = scenario.Bus.BurstLatencyNanoseconds,
        BridgeDepth = scenario.Bus.Bridge.Depth,
        BridgeDrainNanoseconds = scenario.Bus.Bridge.DrainNanoseconds,
        IsaArbitrationNanoseconds = scenario.Bus.Isa.ArbitrationNanoseconds,
        IsaTransferNanoseconds = scenario.Bus.Isa.TransferNanoseconds,
        InterruptNanoseconds = scenario.Timing.InterruptNanoseconds,
        RegisterWriteNanoseconds = scenario.Timing.RegisterWriteNanoseconds,
        RegisterReadNanoseconds = scenario.Timing.RegisterReadNanoseconds,
    };

    private static NexusOptions OptionsOf(Scenario scenario) => new()
    {
        CopyBufferPages = scenario.Nexus.CopyBufferPages,
        CopyBufferMax = (uint)scenario.Nexus.CopyBufferMaxBytes,
        Handles = scenario.Nexus.Handles,
        Bindings = scenario.Nexus.Bindings,
        DmaMemoryPages = scenario.Nexus.DmaMemoryPages,
        AccessHandles = scenario.Nexus.AccessHandles,
        SplitBind = scenario.Ddi.Bind == BindSteps.Split,
        CallTime = new VirtualDuration(scenario.Timing.CallNanoseconds),
    };
}
