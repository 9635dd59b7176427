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
        data.IsWhole(byteCount, "getrbuf");
        Rules.BufAllocated(this, allocated: true);
        TouchNumbers();
        return new Buf($"{Name}/buf#{++bufCount}", default, data.Object, flags, byteCount, blockNumber) { Instance = this, KernelMemory = data };
    }

    /// <summary>A buf without memory.</summary>
    internal Buf MakeBuf()
    {
        Rules.BufAllocated(this, allocated: true);
        TouchNumbers();
        return new Buf($"{Name}/buf#{++bufCount}", default, memory.Empty(), BufFlags.Write, 0, 0) { Instance = this };
    }

    /// <summary>A buf for a part of a user's buffer.</summary>
    internal Buf MakeBuf(UserMemory user, uint offset, uint byteCount, long blockNumber, BufFlags direction)
    {
        var buf = MakeBuf();
        buf.Address(user, offset, byteCount, blockNumber, direction);
        return buf;
    }

    /// <summary>bioreset(9F).</summary>
    internal void ResetBuf(Buf buf)
    {
        if (IsIdle(buf, "bioreset"))
            buf.Reset();
    }

    /// <summary>freerbuf(9F).</summary>
    internal void FreeBuf(Buf buf)
    {
        if (!IsIdle(buf, "freerbuf"))
            return;
        buf.MarkFreed();
        Rules.BufAllocated(this, allocated: false);
    }

    /// <summary>Calls strategy(9E) in the running context.</summary>
    internal DdiTask CallStrategy(Buf buf) => CallStrategy(buf, Block.Strategy);

    /// <summary>Calls a strategy(9E) in the running context.</summary>
    internal DdiTask CallStrategy(Buf buf, Func<Buf, DdiTask> strategy)
    {
        if (!buf.CanBeIssued)
        {
            Misused(buf, "bdev_strategy", buf.WhereItIs);
            return DdiTask.Completed;
        }

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

        // What its device still moves of it from here on is a finding.
        Bound?.Change();
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
        if (buf.IsNotTheDrivers)
            Rules.BufTouched(context, buf);
        return buf.Memory;
    }

    /// <summary>A function was given a buf that it cannot take: a finding.</summary>
    internal void Misused(Buf buf, string call, string why) => Rules.Misused(Running(call), Misuse.Buf, $"gave {call} {buf.Name}, which {why}");

    /// <summary>Whether a buf is the driver's own, and nowhere on its way; a finding if not.</summary>
    internal bool IsIdle(Buf buf, string call)
    {
        if (buf.IsIdle && buf.Initiator.IsNobody)
            return true;
        Misused(buf, call, buf.Initiator.IsNobody ? buf.WhereItIs : "getrbuf did not make");
        return false;
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
