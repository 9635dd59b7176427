namespace DmaActors.Lab.Workloads;

/// <summary>
/// Says which request is issued next, and when. Requests are issued strictly in the order of the plan; one that must wait holds up all behind it. Two requests that conflict
/// (<see cref="IoRequest.Conflicts"/>) are therefore never in flight together and end in the plan's order, so every read and the final disk have one right answer, whatever
/// order the others end in.
/// </summary>
/// <remarks>
/// It has no clock: times are nanoseconds that the caller passes, never falling. Call <see cref="TryIssue"/> until it returns false, then again after a completion, or at
/// <see cref="NextDue"/> if <see cref="Hold"/> is <see cref="ReplayHold.Time"/>.
/// </remarks>
internal sealed class ReplayCursor
{
    private readonly IoPlan plan;
    private readonly int depth;
    private readonly bool paced;
    private readonly InFlight inFlight = new();

    /// <summary>The head: the request that is issued next.</summary>
    private int next;

    /// <summary>Waits that were passed over; every request before the head is one of these, in flight, or has ended.</summary>
    private int waitsOver;

    private long now;
    private bool started;

    /// <summary>When the replay began: time stamps count from here.</summary>
    private long startNs;

    /// <summary>When the last wait ended, or the replay began: waits count from here.</summary>
    private long lastWaitNs;

    /// <summary>When the wait at the head ends; null if the head is no wait, or was not looked at yet.</summary>
    private long? waitEndNs;

    /// <summary>The request in flight that the head waits for; -1 if none.</summary>
    private int blocker = -1;

    /// <summary>The last request that was counted as held up by an overlap or a barrier; each counts once.</summary>
    private int lastHeldUp = -1;

    /// <summary>Begins at the first request.</summary>
    /// <param name="plan">What to issue.</param>
    /// <param name="depth">How many may be in flight, at least 1.</param>
    /// <param name="paced">Whether a request waits for its time stamp. Waits are kept in either case.</param>
    public ReplayCursor(IoPlan plan, int depth, bool paced)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(depth);
        this.plan = plan;
        this.depth = depth;
        this.paced = paced;
    }

    public int InFlightCount => inFlight.Count;

    /// <summary>Requests that were issued and have ended; waits are not among them.</summary>
    public int Ended { get; private set; }

    /// <summary>Everything was issued and has ended.</summary>
    public bool Done => next == plan.Count && inFlight.Count == 0;

    /// <summary>What the last <see cref="TryIssue"/> met.</summary>
    public ReplayHold Hold { get; private set; }

    /// <summary>When to try again; only if <see cref="Hold"/> is <see cref="ReplayHold.Time"/>.</summary>
    public long? NextDue { get; private set; }

    /// <summary>Requests that had their turn and a free place, but overlapped one in flight.</summary>
    public int OverlapWaits { get; private set; }

    /// <summary>Requests that had their turn and a free place, but a sync, datasync, open or close of their file, or they being one, held them up.</summary>
    public int BarrierWaits { get; private set; }

    /// <summary>Whether a request waits for its time stamp.</summary>
    public bool IsPaced => paced;

    /// <summary>The longest time by which a request was issued after its time stamp; 0 if not paced.</summary>
    public long LongestLagNs { get; private set; }

    /// <summary>Gives the next request if it may be issued at time <paramref name="nowNs"/>; it is then in flight until <see cref="TryComplete"/>.</summary>
    public bool TryIssue(long nowNs, out IoRequest request)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nowNs, now);
        if (!started)
        {
            started = true;
            startNs = nowNs;
            lastWaitNs = nowNs;
        }

        now = nowNs;
        NextDue = null;
        request = default;
        Hold = HoldOf();
        if (Hold != ReplayHold.None)
            return false;

        request = plan[next++];
        inFlight.Add(request);
        if (paced)
            LongestLagNs = Math.Max(LongestLagNs, now - DueNs(request));
        AssertInvariants();
        return true;
    }

    /// <summary>Tells that a request has ended; false if it was not in flight (a driver that ended it twice, perhaps), and then nothing has changed.</summary>
    public bool TryComplete(int ordinal)
    {
        if (!inFlight.Remove(ordinal))
            return false;
        Ended++;
        if (blocker == ordinal)
            blocker = -1;
        AssertInvariants();
        return true;
    }

    private void AssertInvariants()
    {
        if (inFlight.Count > depth || Ended + inFlight.Count + waitsOver != next)
            throw new InvalidOperationException($"{inFlight.Count} of {depth} in flight, {Ended} ended, {waitsOver} waits over, {next} begun");
    }

    /// <summary>Passes over waits whose time is over, then says whether anything holds up the head.</summary>
    private ReplayHold HoldOf()
    {
        while (next < plan.Count && plan[next].Kind == IoKind.Wait)
        {
            waitEndNs ??= Math.Max(now, Sum(lastWaitNs, plan[next].WaitNs));
            if (now < waitEndNs)
                return Until(waitEndNs.Value);
            if (plan[next].WaitNs > 0)
                lastWaitNs = waitEndNs.Value;
            waitEndNs = null;
            waitsOver++;
            next++;
        }

        if (next == plan.Count)
            return ReplayHold.End;
        ref readonly var head = ref plan[next];
        if (paced && now < DueNs(head))
            return Until(DueNs(head));
        return inFlight.Count >= depth ? ReplayHold.Depth : ConflictOf(head);
    }

    private ReplayHold ConflictOf(in IoRequest head)
    {
        if (blocker >= 0)
            return Hold; // the request that it waited for last time is still in flight
        if (!inFlight.TryFindConflict(head, out var conflict))
            return ReplayHold.None;
        blocker = conflict.Ordinal;
        var hold = head.IsBarrier || conflict.IsBarrier ? ReplayHold.Barrier : ReplayHold.Overlap;
        if (lastHeldUp != head.Ordinal)
        {
            lastHeldUp = head.Ordinal;
            if (hold == ReplayHold.Barrier)
                BarrierWaits++;
            else
                OverlapWaits++;
        }

        return hold;
    }

    private ReplayHold Until(long due)
    {
        NextDue = due;
        return ReplayHold.Time;
    }

    private long DueNs(in IoRequest request) => Sum(startNs, request.DueNs);

    /// <summary>A time; the end of time if it is beyond.</summary>
    private static long Sum(long time, long span) => span > long.MaxValue - time ? long.MaxValue : time + span;
}
