using DmaActors.Framework.Block;
using DmaActors.Framework.Callbacks;
using DmaActors.Framework.DriverHost;
using DmaActors.Framework.Rules;
using DmaActors.Hardware.Interrupts;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework;

/// <summary>
/// The actor around a driver object: every message to it starts a context in the driver's code, and the end of the context is the answer.
/// </summary>
public sealed class DriverInstance : ContextHost
{
    private static readonly ContextKind AttachKind = new("attach");
    private static readonly ContextKind DetachKind = new("detach");
    private static readonly ContextKind OpenKind = new("open");
    private static readonly ContextKind CloseKind = new("close");
    private static readonly ContextKind StrategyKind = new("strategy");
    private static readonly ContextKind CallbackKind = new("callback", level: 1, mayBlock: false);
    private static readonly ContextKind TimeoutKind = new("timeout", level: 2, mayBlock: false);
    private static readonly ContextKind[] InterruptKinds = [.. Enumerable.Range(0, 13).Select(priority => new ContextKind("interrupt", priority, mayBlock: false))];

    private readonly Func<DevInfo, Driver> make;
    private readonly MemoryProvider memory;
    private Driver driver = null!;
    private Func<DdiTask<DdiIntr>>? interruptHandler;
    private int handleCount;
    private int timeoutCount;

    internal DriverInstance(DeviceSlot slot, MemoryProvider memory, Func<DevInfo, Driver> make)
    {
        Slot = slot;
        this.memory = memory;
        this.make = make;
    }

    internal DeviceSlot Slot { get; }

    internal MachineServices Machine => Slot.Machine;

    internal RuleBook Rules => Slot.Machine.Rules;

    internal ActorRef Self => Context.Self;

    /// <summary>Only one handler an instance in this version of the DDI.</summary>
    internal int InterruptNumber => 0;

    protected override void OnStart() => driver = make(new DevInfo(this, Slot));

    protected override void Receive(Message message)
    {
        switch (message)
        {
            case Strategy strategy:
                BeginStrategy(strategy);
                break;
            case Interrupt interrupt:
                Launch(Begin(InterruptKinds[Slot.Priority], message, Context.Sender), CallInterruptHandler(interrupt));
                break;
            case RunCallback run:
                Launch(Begin(CallbackKind, message, Context.Sender), run.Callback.Function(run.Argument));
                break;
            case TimeoutDue due:
                due.Id.RunsIn = Begin(TimeoutKind, message, default);
                Launch(due.Id.RunsIn, due.Id.Handler());
                break;
            case AwaitTimeout { Id.IsOver: true }:
                Context.Tell(Context.Sender, new Reply<UntimeoutResult>(new UntimeoutResult(Cancelled: false)));
                break;
            case AwaitTimeout wait:
                (wait.Id.Waiters ??= []).Add(Context.Sender);
                break;
            case Attach:
                Launch(Begin(AttachKind, message, Context.Sender), driver.Attach());
                break;
            case Detach:
                Launch(Begin(DetachKind, message, Context.Sender), driver.Detach());
                break;
            case Open:
                Launch(Begin(OpenKind, message, Context.Sender), driver.Open());
                break;
            case Close:
                Launch(Begin(CloseKind, message, Context.Sender), driver.Close());
                break;
            default:
                throw new SimulationFaultException($"{Name} was sent {message}.");
        }
    }

    protected override void OnContextEnded(TaskContext context, int result)
    {
        switch (context.Origin)
        {
            case Strategy:
                break;
            case Interrupt interrupt:
                TellFromCurrent(context.Caller, new InterruptAnswer(interrupt.Vector, result == (int)DdiIntr.Claimed));
                break;
            case RunCallback run:
                if (result != (int)CallbackStatus.RunOut)
                    Rules.CallbackDone(this);
                TellFromCurrent(context.Caller, new CallbackReturned(run.Lane, result));
                break;
            case TimeoutDue due:
                EndTimeout(due.Id);
                break;
            default:
                if (context.Kind == DetachKind && result == (int)DdiResult.Success)
                    Rules.Detached(this);
                if (context.Kind == AttachKind && result != (int)DdiResult.Success)
                    Rules.AttachFailed(this);
                TellFromCurrent(context.Caller, new EntryPointReturned(Self, context.Kind.Name, result));
                break;
        }
    }

    internal TaskContext Running(string call) => Current ?? throw new InvalidOperationException($"{Name} called {call} outside an entry point.");

    internal int NextHandle() => ++handleCount;

    internal void Post(ActorRef device, Message write, VirtualDuration latency) => TellFromInstance(device, write, latency);

    internal void AddToDigest(ReadOnlySpan<byte> data) => Context.Digest(BlockDigest.Hash64(data));

    internal int AddInterruptHandler(Func<DdiTask<DdiIntr>> handler)
    {
        interruptHandler = handler;
        return InterruptNumber;
    }

    internal void TellBlockLayer(Buf buf) => TellFromCurrent(buf.Initiator.IsNobody ? Machine.BlockLayer : buf.Initiator, new IoDone(buf));

    internal TimeoutId StartTimeout(TimerName name, Func<DdiTask> handler, VirtualDuration delay)
    {
        var id = new TimeoutId(name, ++timeoutCount, handler);
        id.Timer = StartInstanceTimer(name, delay, new TimeoutDue(id));
        Rules.TimeoutSet(this, id);
        return id;
    }

    internal ContextCall<UntimeoutResult> CancelTimeout(TimeoutId id)
    {
        var context = Running("untimeout");
        if (Context.CancelTimer(id.Timer))
        {
            id.IsOver = true;
            Rules.TimeoutOver(this, id);
            return new ContextCall<UntimeoutResult>(new UntimeoutResult(Cancelled: true));
        }

        return id.IsOver || id.RunsIn == context
            ? new ContextCall<UntimeoutResult>(new UntimeoutResult(Cancelled: false))
            : new ContextCall<UntimeoutResult>(this, Self, new AwaitTimeout(id));
    }

    internal KernelMemory? AllocateMemory(uint length)
    {
        if (memory.TryAllocate(length) is not { } allocated)
            return null;
        Rules.MemoryAllocated(this, allocated: true);
        return new KernelMemory(this, allocated);
    }

    internal void FreeMemory(KernelMemory freed)
    {
        if (freed.IsFreed)
            throw new InvalidOperationException($"{Name} freed the same memory twice (kmem_free(9F)).");
        freed.IsFreed = true;
        freed.Object.Free();
        Rules.MemoryAllocated(this, allocated: false);
    }

    private void BeginStrategy(Strategy strategy)
    {
        strategy.Buf.Instance = this;
        Rules.BufIssued(this, strategy.Buf);
        var context = Begin(StrategyKind, strategy, Context.Sender);
        if (driver is not BlockDriver block)
            throw new InvalidOperationException($"{driver.GetType().Name} is no BlockDriver: it has no strategy(9E).");
        Launch(context, block.Strategy(strategy.Buf));
    }

    private DdiTask<DdiIntr> CallInterruptHandler(Interrupt interrupt) =>
        interruptHandler is null || interrupt.Number != InterruptNumber ? new(DdiIntr.Unclaimed) : interruptHandler();

    private void EndTimeout(TimeoutId id)
    {
        id.IsOver = true;
        id.RunsIn = null;
        Rules.TimeoutOver(this, id);
        if (id.Waiters is null)
            return;
        foreach (var waiter in id.Waiters)
            TellFromCurrent(waiter, new Reply<UntimeoutResult>(new UntimeoutResult(Cancelled: false)));
        id.Waiters = null;
    }
}
