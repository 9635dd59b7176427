using DmaActors.Simulation;

namespace DmaActors.Exploration.Reduction;

/// <summary>
/// The steps of a run, and what happened before what: a step happens after the one that sent its message, after the one before it on its channel, and after every
/// earlier one with which its footprint conflicts.
/// </summary>
/// <remarks>Nothing is allocated once the longest run has been seen. Rows 0 and 1 are for sets that are needed for a moment; row n + 2 is the past of step n.</remarks>
internal sealed class StepOrder(AccessStore accesses)
{
    private const int FirstRow = 2;
    private const int Scratch = 0;
    private const int PastWithoutLock = 1;

    private readonly BitRows rows = new();

    /// <summary>The latest step on each channel; -1: none.</summary>
    private int[] latest = [];
    private StepInfo[] steps = new StepInfo[64];

    public int Count { get; private set; }

    /// <summary>The races that end in the step that was related last.</summary>
    public List<Race> Races { get; } = [];

    public ref StepInfo this[int step] => ref steps[step];

    /// <summary>A step begins.</summary>
    /// <param name="info">All but sender, previous step and ordinal.</param>
    /// <param name="born">The number of its message.</param>
    public void Push(in StepInfo info, long born)
    {
        if (Count == steps.Length)
            Array.Resize(ref steps, Count * 2);
        rows.Reserve(Count + 1 + FirstRow);
        if (info.Channel >= latest.Length)
            GrowLatest(info.Channel);
        ref var step = ref steps[Count];
        step = info;
        step.Sender = SenderOf(born);
        step.Previous = latest[info.Channel];
        step.Ordinal = step.Previous < 0 ? 0 : steps[step.Previous].Ordinal + 1;
        latest[info.Channel] = Count++;
    }

    /// <summary>Takes back all steps from one on.</summary>
    public void Truncate(int count)
    {
        while (Count > count)
        {
            ref var step = ref steps[--Count];
            latest[step.Channel] = step.Previous;
        }
    }

    public bool HappensBefore(int earlier, int later) => rows.Contains(later + FirstRow, earlier);

    /// <summary>The footprint of the last step is known: finds what happened before it, and the races that end in it.</summary>
    public void Relate()
    {
        Races.Clear();
        var last = Count - 1;
        ref readonly var step = ref steps[last];
        var row = last + FirstRow;
        rows.Clear(row);
        if (step.IsBarrier)
        {
            for (var earlier = 0; earlier < last; earlier++)
                rows.Add(row, earlier);
            return;
        }

        AddPast(row, step.Sender);
        AddPast(row, step.Previous);
        AddPast(row, step.Enabler);
        var (opener, holder) = step.Guard == 0 ? (-1, -1) : FindOpener(last);
        if (opener >= 0 && HappensBefore(opener, last))
            opener = -1;
        if (opener < 0)
        {
            AddConflicts(last, row);
            return;
        }

        // The lock was given back to let this step in: no race. But whoever had it could have come later.
        rows.Copy(row, PastWithoutLock);
        AddPast(row, opener);
        AddConflicts(last, row, PastWithoutLock);
        if (holder < 0 || rows.Contains(PastWithoutLock, holder))
            return;
        AddConflictsBesideHolder(last, row, holder);
        Races.Add(new Race(holder, ThroughLock: true));
    }

    /// <summary>
    /// Which steps could come first if the later step of a race (the last of the run) and all that does not happen after the earlier one were taken before the earlier one.
    /// </summary>
    /// <param name="race">A race that <see cref="Relate"/> found.</param>
    /// <param name="initials">Is given them, in order.</param>
    public void FindInitials(Race race, List<int> initials)
    {
        initials.Clear();
        var last = Count - 1;
        rows.Clear(Scratch);
        for (var step = race.Earlier + 1; step < last; step++)
        {
            if (HappensBefore(race.Earlier, step))
                continue;
            if (!rows.Intersect(Scratch, step + FirstRow))
                initials.Add(step);
            rows.Add(Scratch, step);
        }

        // Of one that was not taken nobody knows on which of these it would depend: on all of them.
        if (steps[last].IsUntaken ? initials.Count == 0 : !rows.Intersect(Scratch, race.ThroughLock ? PastWithoutLock : last + FirstRow))
            initials.Add(last);
    }

    /// <summary>Whether a step is the last of the run or, with the lock of its race left aside, happens before it.</summary>
    public bool IsCauseOfLast(int step, Race race) =>
        step == Count - 1 || rows.Contains(race.ThroughLock ? PastWithoutLock : Count - 1 + FirstRow, step);

    /// <summary>Gives the last step its hash.</summary>
    /// <param name="identity">Its channel by name and the values that were chosen in it.</param>
    public void HashLast(ulong identity)
    {
        var last = Count - 1;
        var digest = new TraceDigest(identity);
        digest.Add((long)steps[last].Ordinal);
        var past = 0UL;
        for (var earlier = 0; earlier < last; earlier++)
        {
            if (HappensBefore(earlier, last))
                past = unchecked(past + steps[earlier].Hash);
        }

        digest.Add(past);
        digest.Add(0UL);
        steps[last].Hash = digest.Value;
    }

    /// <summary>Equal for two runs exactly if they are one trace: the same steps with the same happened-before.</summary>
    public ulong TraceHash()
    {
        var sum = 0UL;
        for (var step = 0; step < Count; step++)
            sum = unchecked(sum + steps[step].Hash);
        return sum;
    }

    /// <summary>
    /// The last step is delivered under a guard. If the step that touched the guard last found it closed, it opened it, and before that somebody closed it who found it open.
    /// </summary>
    /// <returns>Who opened it, who had closed it; -1: it was open already.</returns>
    private (int Opener, int Holder) FindOpener(int last)
    {
        var opener = -1;
        for (var step = last - 1; step >= 0; step--)
        {
            if (!accesses.Touches(steps[step].Footprint, steps[last].Guard, out var isClosed))
                continue;
            if (steps[last].IsTimer)
                isClosed = steps[step].Armed.IsBefore(steps[last].Rank);
            if (!isClosed)
                return (opener, opener < 0 ? -1 : step);
            if (opener < 0)
                opener = step;
        }

        return (opener, -1);
    }

    private void AddConflicts(int last, int row, int other = -1)
    {
        for (var earlier = last - 1; earlier >= 0; earlier--)
        {
            if (rows.Contains(row, earlier) || !accesses.Conflict(steps[earlier].Footprint, steps[last].Footprint))
                continue;
            Races.Add(new Race(earlier, ThroughLock: false));
            rows.AddWithPast(row, earlier, FirstRow);
            if (other >= 0)
                rows.AddWithPast(other, earlier, FirstRow);
        }
    }

    /// <summary>If the last step came before the holder, what it conflicts with and does not happen after the holder would still be before it.</summary>
    private void AddConflictsBesideHolder(int last, int row, int holder)
    {
        for (var earlier = last - 1; earlier >= 0; earlier--)
        {
            if (!rows.Contains(row, earlier) || rows.Contains(PastWithoutLock, earlier) || earlier == holder || HappensBefore(holder, earlier))
                continue;
            if (accesses.Conflict(steps[earlier].Footprint, steps[last].Footprint))
                rows.AddWithPast(PastWithoutLock, earlier, FirstRow);
        }
    }

    private void AddPast(int row, int step)
    {
        if (step >= 0)
            rows.AddWithPast(row, step, FirstRow);
    }

    private int SenderOf(long born)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (steps[middle].NextBorn <= born)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }

    private void GrowLatest(int channel)
    {
        var known = latest.Length;
        Array.Resize(ref latest, Math.Max(channel + 1, known * 2));
        latest.AsSpan(known).Fill(-1);
    }
}
