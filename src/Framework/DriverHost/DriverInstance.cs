using DmaActors.Framework.Block;
using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Character;
using DmaActors.Framework.DriverHost;
using DmaActors.Framework.Interrupts;
using DmaActors.Framework.Network;
using DmaActors.Framework.Recovery;
using DmaActors.Framework.Registers;
using DmaActors.Framework.Rules;
using DmaActors.Hardware.DeviceModel;
using DmaActors.Hardware.Interrupts;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework;

/// <summary>
/// The actor around a driver object: every message to it starts a context in the driver's code, and the end of the context is the answer.
/// </summary>
public sealed partial class DriverInstance : ContextHost
{
    private static readonly ContextKind AttachKind = new("attach");
    private static readonly ContextKind DetachKind = new("detach");
    private static readonly ContextKind SuspendKind = new("suspend");
    private static readonly ContextKind ResumeKind = new("resume");
    private static readonly ContextKind OpenKind = new("open");
    private static readonly ContextKind CloseKind = new("close");
    private static readonly ContextKind ReadKind = new("read");
    private static readonly ContextKind WriteKind = new("write");
    private static readonly ContextKind StrategyKind = new("strategy");
    private static readonly ContextKind TransmitKind = new("transmit");
    private static readonly ContextKind CallbackKind = new("callback", level: 1, mayBlock: false);
    private static readonly ContextKind TimeoutKind = new("timeout", level: 2, mayBlock: false);
    private static readonly ContextKind[] InterruptKinds = KindsOf("interrupt", 12);
    private static readonly ContextKind[] SoftintKinds = KindsOf("softint", SoftintHandle.HighestPriority);

    private readonly Func<DevInfo, Driver> make;
    private readonly MemoryProvider memory;
    private Driver driver = null!;
    private InterruptTable interrupts;
    private int handleCount;
    private int softintCount;
    private bool hasNoPower;

    // Of attach, detach, suspend and resume of an instance the system calls one at a time.
    private ContextKind? changing;

    // The layers above a network driver: who opened it.
    private ActorRef stack;

    /// <param name="slot">Where its device sits.</param>
    /// <param name="memory">Where its kernel memory comes from.</param>
    /// <param name="make">Makes the driver.</param>
    internal DriverInstance(DeviceSlot slot, MemoryProvider memory, Func<DevInfo, Driver> make)
    {
        Slot = slot;
        this.memory = memory;
        this.make = make;
        Held = slot.IsRecovered ? new Holdings() : null;
    }

    internal DeviceSlot Slot { get; }

    public override string ToString() => Name;

    /// <summary>What would have to be taken back from it; null where nobody would do so.</summary>
    internal Holdings? Held { get; }

    internal MachineServices Machine => Slot.Machine;

    internal RuleBook Rules => Slot.Machine.Rules;

    internal ActorRef Self => Context.Self;

    private NetworkDriver Nic => driver as NetworkDriver ?? throw NoDriverOf("NetworkDriver", "mc_tx(9E)");

    private BlockDriver Block => driver as BlockDriver ?? throw NoDriverOf("BlockDriver", "strategy(9E)");

    protected override int? LevelOf(Message message) => message switch
    {
        Interrupt interrupt => Slot.Interrupts[interrupt.Number].Priority,
        SoftInterrupt soft => soft.Handle.Priority,
        RunCallback => CallbackKind.Level,
        TimeoutDue => TimeoutKind.Level,
        AwaitTimeout or LoadMemory or LosePower => null,
        _ => StrategyKind.Level,
    };

    /// <summary>The driver is made with the first message, so that a constructor that throws is a panic like any other.</summary>
    internal bool IsReplacement { get; init; }

    protected override void OnStart()
    {
        if (IsReplacement)
            return; // The recovery says when it begins to drive.
        Rules.Drives(this);
        driver = make(new DevInfo(this, Slot));
    }

    protected override void Receive(Message message)
    {
        driver ??= make(new DevInfo(this, Slot));
        switch (message)
        {
            case Strategy strategy:
                BeginStrategy(strategy);
                break;
            case Interrupt interrupt:
                Launch(Begin(InterruptKinds[Slot.Interrupts[interrupt.Number].Priority], message, Context.Sender), interrupts[interrupt.Number]?.Invoke() ?? new(DdiIntr.Unclaimed));
                break;
            case SoftInterrupt soft:
                Launch(Begin(SoftintKinds[soft.Handle.Priority], message, Context.Sender), soft.Handle.Handler(soft.Argument));
                break;
            case RunCallback run:
                Launch(BeginCallback(run), run.Callback.Function(run.Argument));
                break;
            case TimeoutDue due:
                RunTimeout(due);
                break;
            case LoadMemory load:
                Context.Tell(Context.Sender, new Reply<Word>(load.Access.Load(load.Offset, load.Width)));
                break;
            case AwaitTimeout { Id.Ended: { } ended }:
                Context.Tell(Context.Sender, new Reply<UntimeoutResult>(new UntimeoutResult(Cancelled: false)), ended);
                break;
            case AwaitTimeout wait:
                (wait.Id.Waiters ??= []).Add(Context.Sender);
                break;
            case CharacterIo { Uio: { IsRead: true } uio }:
                Launch(Begin(ReadKind, message, Context.Sender), driver.Read(uio));
                break;
            case CharacterIo { Uio: var uio }:
                Launch(Begin(WriteKind, message, Context.Sender), driver.Write(uio));
                break;
            case Attach:
                Launch(BeginChange(AttachKind, message), driver.Attach());
                break;
            case Detach:
                Launch(BeginChange(DetachKind, message), driver.Detach());
                break;
            case Suspend:
                Launch(BeginChange(SuspendKind, message), driver.Suspend());
                break;
            case LosePower:
                PostPower(new PowerOff());
                hasNoPower = true;
                break;
            case Resume:
                if (hasNoPower)
                    PostPower(new PowerOn());
                hasNoPower = false;
                Launch(BeginChange(ResumeKind, message), driver.Resume());
                break;
            case Transmit transmit:
                Launch(Begin(TransmitKind, message, Context.Sender), Nic.Transmit(transmit.Frame));
                break;
            case Open:
                stack = Context.Sender;
                Launch(Begin(OpenKind, message, Context.Sender), driver.Open());
                break;
            case Close:
                Launch(Begin(CloseKind, message, Context.Sender), driver.Close());
                break;
            default:
                throw Unknown(message);
        }
    }

    protected override void OnContextEnded(TaskContext context, int result)
    {
        if (Unexamined?.Context == context)
            Unexamined = null;
        switch (context.Origin)
        {
            case Strategy:
                break;
            case Interrupt interrupt:
                TellFromCurrent(context.Caller, new InterruptAnswer(interrupt.Vector, result == (int)DdiIntr.Claimed) { Instance = Self });
                break;
            case Transmit transmit:
                TellFromCurrent(context.Caller, new TransmitReturned(Self, transmit.Frame, (DdiResult)result));
                break;
            case SoftInterrupt soft:
                TellFromCurrent(context.Caller, new SoftInterruptAnswer(soft.Handle.Priority) { Instance = Self });
                break;
            case CharacterIo io:
                TellFromCurrent(context.Caller, new CharacterIoReturned(io.Uio, result));
                break;
            case RunCallback run:
                EndCallback(context, run, result);
                break;
            case TimeoutDue due:
                EndTimeout(due.Id);
                break;
            case Open or Close:
                TellFromCurrent(context.Caller, new EntryPointReturned(Self, context.Kind.Name, result));
                break;
            default:
                // Whether anything is left of it is a question to every part of the instance.
                Footprint?.Writes(Self);
                if (context.Kind == changing)
                    changing = null;
                if (context.Kind == DetachKind && result == (int)DdiResult.Success)
                    Rules.Detached(this);
                if (context.Kind == AttachKind && result != (int)DdiResult.Success)
                    Rules.AttachFailed(this);
                TellFromCurrent(context.Caller, new EntryPointReturned(Self, context.Kind.Name, result));
                break;
        }
    }

    /// <summary>The whole name of a context of which only the part behind that of its instance is kept, if it is this one.</summary>
    internal string NameOfContext(string? context) => context is null ? "nobody" : context.Contains('/', StringComparison.Ordinal) ? context : $"{Name}/{context}";

    internal TaskContext Running(string call) => Current ?? throw OutsideEntryPoint(call);

    /// <summary>The running context; a finding if it is above the lock level, where nothing may be called that takes a lock of the system.</summary>
    internal TaskContext RunningBelowLockLevel(string call)
    {
        var context = Running(call);
        if (context.Level > ContextKind.LockLevel)
            Rules.OnAboveLockLevel(context, call);
        return context;
    }

    /// <summary>The running context; a finding if it may not sleep, which the call does.</summary>
    internal TaskContext RunningWhereItMayBlock(string call)
    {
        var context = RunningBelowLockLevel(call);
        if (context is { Kind.MayBlock: false, Level: <= ContextKind.LockLevel })
            Rules.ForbiddenBlock(context, call);
        return context;
    }

    /// <summary>What the instance registered and released at the nexus: known to every callback that is taken off the list later.</summary>
    internal Cause ListCause { get; set; }

    internal int NextHandle()
    {
        TouchNumbers();
        return ++handleCount;
    }

    internal void Post(ActorRef device, Message write, VirtualDuration latency) => TellFromInstance(device, write, latency);

    /// <summary>In the order of issue, whichever context says it.</summary>
    internal void TellStack(Message message) => TellFromInstance(stack, message);

    internal void AddToDigest(ReadOnlySpan<byte> data) => Context.Digest(BlockDigest.Hash64(data));

    internal ref InterruptTable Interrupts => ref interrupts;

    /// <summary>False: there is one already, or <paramref name="handler"/> is null and there is none.</summary>
    internal bool TrySetInterruptHandler(int inumber, Func<DdiTask<DdiIntr>>? handler)
    {
        Footprint?.Writes(Self, Handlers);
        if (!interrupts.TrySet(inumber, handler, Slot.Interrupts.Count))
            return false;
        Rules.InterruptAdded(this, inumber, added: handler is not null);
        return true;
    }

    internal SoftintHandle MakeSoftint(int priority, Func<object?, DdiTask<DdiIntr>> handler)
    {
        TouchNumbers();
        Rules.SoftintAdded(this, added: true);
        return new SoftintHandle(this, ++softintCount, priority, handler);
    }

    internal KernelMemory? AllocateMemory(uint length)
    {
        var context = RunningBelowLockLevel("kmem_alloc");
        if (memory.TryAllocate(length) is not { } frames)
            return null;
        var allocated = new KernelMemory(this, frames);
        Rules.MemoryAllocated(context.Self, allocated);
        Held?.KernelMemory.Add(allocated);
        return allocated;
    }

    internal void FreeMemory(KernelMemory freed)
    {
        var context = RunningBelowLockLevel("kmem_free");
        if (freed.IsForDma)
        {
            freed.Misused("kmem_free", $"gave kmem_free {freed.Description}, which is for ddi_dma_mem_free");
            return;
        }

        if (!freed.IsWhole(0, "kmem_free"))
            return;
        Rules.MemoryFreed(context, freed);
        freed.IsFreed = true;
        Held?.KernelMemory.Remove(freed);
        freed.Object.Free();
    }

    /// <summary>The running context; a finding if it is none of a user: the memory of the process is not there otherwise, and there may be no process.</summary>
    internal bool RunsForUser(string call)
    {
        var context = RunningWhereItMayBlock(call);

        // Of a context that may not block, enough has been said.
        if (!context.Kind.MayBlock || context.Kind == OpenKind || context.Kind == CloseKind || context.Kind == ReadKind || context.Kind == WriteKind || context.Kind == DetachKind)
            return true;
        Rules.Misused(context, Misuse.Context, $"called {call}, which is for the thread of a user: open, close, read or write");
        return false;
    }

    private static ContextKind[] KindsOf(string name, int highest) =>
        [.. Enumerable.Range(0, highest + 1).Select(priority => new ContextKind(name, priority, mayBlock: false))];

    private TaskContext BeginChange(ContextKind kind, Message message)
    {
        TouchChange();
        if (changing is { } other)
            throw new SimulationFaultException($"{Name} was told to {kind.Name} during {other.Name}.");
        changing = kind;
        return Begin(kind, message, Context.Sender);
    }

    private InvalidOperationException OutsideEntryPoint(string call) => new($"{Name} called {call} outside an entry point.");

    private InvalidOperationException NoDriverOf(string kind, string missing) => new($"{driver.GetType().Name} is no {kind}: it has no {missing}.");

    private SimulationFaultException Unknown(Message message) => new($"{Name} was sent {message}.");

    /// <summary>On the way of the register writes: behind those that the driver has posted, and before those that it will.</summary>
    private void PostPower(Message power) => Post(Slot.Device, power, new VirtualDuration(Machine.Bus.Timing.RegisterWriteNanoseconds));
}
