using DmaActors.Framework.Block;
using DmaActors.Framework.Character;
using DmaActors.Framework.DriverHost;
using DmaActors.Framework.Rules;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework;

// The bufs of an instance: made, issued to strategy(9E), completed.
public sealed partial class DriverInstance
{
    private int bufCount;

    internal Buf MakeBuf(KernelMemory data, uint byteCount, long blockNumber, BufFlags flags)
    {
        var live = data.Live;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(byteCount, data.Length);
        Rules.BufAllocated(this, allocated: true);
        return new Buf($"{Name}/buf#{++bufCount}", default, live, flags, byteCount, blockNumber) { Instance = this, KernelMemory = data };
    }

    /// <summary>A buf for a part of a user's buffer. Where that is locked, it knows the frames; elsewhere they are looked up when it is bound, which works for the whole of a buffer.</summary>
    internal Buf MakeBuf(UserMemory user, uint offset, uint byteCount, long blockNumber, BufFlags direction)
    {
        Rules.BufAllocated(this, allocated: true);
        var memory = user.IsLocked(offset, byteCount) || offset > 0 ? user.View(offset) : user.Object;
        return new Buf($"{Name}/buf#{++bufCount}", default, memory, direction | BufFlags.Phys, byteCount, blockNumber) { Instance = this, UserMemory = user, UserOffset = offset };
    }

    internal void FreeBuf(Buf buf)
    {
        buf.MarkFreed();
        Rules.BufAllocated(this, allocated: false);
    }

    /// <summary>Calls strategy(9E) in the running context.</summary>
    internal DdiTask CallStrategy(Buf buf) => CallStrategy(buf, Block.Strategy);

    /// <summary>Calls a strategy(9E) in the running context.</summary>
    internal DdiTask CallStrategy(Buf buf, Func<Buf, DdiTask> strategy)
    {
        Running("bdev_strategy");
        Issue(buf);
        return strategy(buf);
    }

    /// <summary>A b_iodone that issues its buf once more, in the context that called biodone. The second completion is told to whoever made the buf.</summary>
    internal DdiTask IssueAgain(Buf buf)
    {
        buf.IoDone = null;
        return CallStrategy(buf);
    }

    /// <summary>biodone(9F).</summary>
    internal DdiTask Complete(Buf buf)
    {
        var context = RunningBelowLockLevel("biodone");
        if (buf.Phase is BufPhase.Fresh)
            Issue(buf); // Its strategy was called as a method.
        var routine = buf.IoDoneRoutine;
        if (buf.Phase is BufPhase.Done or BufPhase.Freed || (buf.Phase is BufPhase.HandedOn && routine is not null))
        {
            Rules.BufCompleted(context, buf); // The second time.
            return DdiTask.Completed;
        }

        if (buf.Phase is BufPhase.Issued)
            Rules.BufCompleted(context, buf);
        if (routine is not null)
        {
            buf.Phase = BufPhase.HandedOn;
            return routine(buf);
        }

        buf.MarkDone();
        var done = new IoDone(buf);
        if (!buf.Initiator.IsNobody)
            TellFromCurrent(buf.Initiator, done);
        if (buf.Initiator.IsNobody || buf.IsAwaited)
            TellFromCurrent(Machine.BlockLayer, done);
        return DdiTask.Completed;
    }

    /// <summary>The memory of a buf that a driver reads or writes itself.</summary>
    internal MemoryObject DataOf(Buf buf, string call)
    {
        var context = RunningBelowLockLevel(call);
        if (buf.IsDone)
            Rules.BufTouched(context, buf);
        return buf.Memory;
    }

    private void BeginStrategy(Strategy strategy)
    {
        Issue(strategy.Buf);
        var context = Begin(StrategyKind, strategy, Context.Sender);
        Launch(context, Block.Strategy(strategy.Buf));
    }

    private void Issue(Buf buf)
    {
        buf.Issue(this);
        Rules.BufIssued(this, buf);
    }
}
