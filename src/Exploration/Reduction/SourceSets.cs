using DmaActors.Exploration.Replay;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Reduction;

/// <summary>
/// Source-DPOR with sleep sets (Abdulla, Aronis, Jonsson, Sagonas, POPL 2014) over channels: takes one run of every trace. A race of a run that was taken makes it want, in the state
/// before the earlier step, a step with which the other order begins; what was taken in a state sleeps in the runs of its siblings until a dependent step is taken.
/// </summary>
/// <remarks>Stateless: a run begins with the steps of the one before, which are not recorded again. Run, <see cref="End"/>, <see cref="Advance"/>, and again.</remarks>
internal sealed class SourceSets : IStepwiseStrategy
{
    private readonly World world;
    private readonly SymmetryHold symmetry;
    private Subtree root = Subtree.Whole;

    /// <summary>States above this depth are left by every step; runs end there. 0: nowhere.</summary>
    private int wideTo;
    private readonly AccessStore accesses = new();
    private readonly StepOrder order;
    private readonly NodeStack nodes = new();
    private readonly ValuePath values = new();
    private readonly ChannelNumbers channels = new();
    private readonly RaceTally races = new();
    private readonly Footprint footprint = new();
    private readonly List<int> initials = [];
    private readonly List<StepId> blocked = [];

    private int depth;

    /// <summary>The first step that is not as in the run before.</summary>
    private int firstNew;
    private bool isStepOpen;

    public SourceSets(IModel model)
    {
        world = model.World;
        symmetry = new SymmetryHold(model as ISymmetricModel);
        order = new StepOrder(accesses);
    }

    public string Description => "dpor";

    /// <summary>The run was ended at <c>wideTo</c>: what begins like it is a part of its own.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Whether the trace hash is computed.</summary>
    public bool HashesTraces { get; init; }

    /// <summary>The trace of the run, whichever run of it was taken.</summary>
    public ulong TraceHash => order.TraceHash();

    /// <summary>Which steps of the part raced.</summary>
    public IReadOnlyList<RaceCount> Races => races.Counts;

    /// <summary>Before the first run of a part.</summary>
    /// <param name="part">Which part of the space.</param>
    /// <param name="cutAt">Every step is taken in states above this depth, and runs end there. 0: nowhere.</param>
    public void Start(Subtree part, int cutAt = 0)
    {
        while (nodes.Count > 0)
            nodes.Pop();
        TakeBack(0, 0);
        races.Clear();
        values.Start(part.Values);
        root = part;
        wideTo = cutAt;
    }

    public void Begin()
    {
        depth = 0;
        firstNew = Math.Max(0, nodes.Count - 1);
        IsCut = false;
        isStepOpen = false;
        values.Rewind();
        world.Footprint = null;
    }

    public int NextStep(ReadOnlySpan<StepId> enabled)
    {
        CloseStep();
        if (depth == nodes.Count && !Open(enabled))
            return IStepwiseStrategy.Abandon;
        ref readonly var chosen = ref nodes.ChosenOf(depth);
        AssertSame(enabled, chosen.Index, chosen.Channel);
        if (depth >= firstNew)
            BeginStep(enabled, chosen);
        depth++;
        return chosen.Index;
    }

    public int NextValue(ChoicePoint point, int options, int defaultOption) => values.Answer(point, options, defaultOption);

    /// <summary>The run has ended.</summary>
    /// <param name="status">How.</param>
    /// <param name="widensPanics">After a panic other steps were still under way: what they could have done before it is wanted, too.</param>
    public void End(RunStatus status, bool widensPanics)
    {
        CloseStep();
        world.Footprint = null;
        if (status is RunStatus.Quiescent or RunStatus.Abandoned && !IsCut)
            ReverseBlocked();
        else if (status == RunStatus.Panicked && widensPanics && depth > Math.Max(root.Depth, wideTo))
            Widen(depth - 1);
    }

    /// <summary>Goes on to the next run; false: there is none.</summary>
    public bool Advance()
    {
        while (nodes.Count > root.Depth)
        {
            if (nodes.Top.Chosen >= 0 && AdvanceTop())
                return true;
            nodes.Pop();
        }

        TakeBack(0, 0);
        return root.Depth == 0 && values.Advance(0);
    }

    /// <summary>All that begins like the present run, as a part of its own.</summary>
    public Subtree ToSubtree()
    {
        var sleepers = new List<Subtree.Sleeper>();
        if (IsCut)
        {
            foreach (ref readonly var candidate in nodes.CandidatesOf(depth))
            {
                if (candidate.IsAsleep)
                    sleepers.Add(new Subtree.Sleeper(channels.DigestOf(candidate.Channel), accesses[candidate.Footprint].ToArray()));
            }
        }

        var taken = new ulong[depth];
        for (var step = 0; step < depth; step++)
            taken[step] = channels.DigestOf(order[step].Channel);
        return new Subtree { Channels = taken, Values = values.ToArray(), Asleep = sleepers };
    }

    /// <summary>The last step of the present state is known: goes on to its next outcome, or to the next step that is wanted.</summary>
    private bool AdvanceTop()
    {
        var last = nodes.Count - 1;
        ref var node = ref nodes.Top;
        ref var chosen = ref nodes.ChosenOf(last);
        var touched = order[last].Footprint;
        chosen.Footprint = chosen.Footprint.End == 0 ? touched : chosen.Footprint.And(touched);
        node.Kept = touched.End;
        TakeBack(last, node.Kept);
        if (values.Advance(node.Values))
            return true;
        chosen.IsAsleep = true;
        return nodes.ChooseNext();
    }

    private void TakeBack(int steps, int kept)
    {
        order.Truncate(steps);
        symmetry.Truncate(steps);
        accesses.Truncate(kept);
    }

    /// <summary>A new state: finds what is enabled, what sleeps, and what is taken. False: nothing is.</summary>
    private bool Open(ReadOnlySpan<StepId> enabled)
    {
        nodes.Push(values.Position, accesses.Top);
        for (var i = 0; i < enabled.Length; i++)
        {
            if (!symmetry.Holds(enabled[i]))
                nodes.Add(channels[enabled[i]], i);
        }

        if (depth < root.Depth)
        {
            CandidateAt(depth, channels[root.Channels[depth]]).IsWanted = true;
            return nodes.ChooseNext();
        }

        if (depth == root.Depth)
            PutToSleep(root.Asleep);
        else
            PassSleepOn(depth - 1);
        if (depth < wideTo)
            WantAll(depth);
        else
            nodes.WantFirst();
        var isAwake = nodes.ChooseNext();
        IsCut = isAwake && wideTo > 0 && depth == wideTo;
        if (IsCut)
            nodes.Top.Chosen = -1;
        return isAwake && !IsCut;
    }

    private void PutToSleep(IReadOnlyList<Subtree.Sleeper> sleepers)
    {
        foreach (var sleeper in sleepers)
        {
            ref var candidate = ref CandidateAt(depth, channels[sleeper.Channel]);
            candidate.IsAsleep = true;
            candidate.Footprint = accesses.Add(sleeper.Footprint);
        }

        nodes.Top.Kept = accesses.Top;
    }

    /// <summary>What slept in the state before, or was taken there already, sleeps on if it does not depend on the step between.</summary>
    private void PassSleepOn(int before)
    {
        var step = order[before].Footprint;
        foreach (ref readonly var sleeper in nodes.CandidatesOf(before))
        {
            if (!sleeper.IsAsleep || sleeper.EndsRun || accesses.Conflict(sleeper.Footprint, step))
                continue;
            ref var candidate = ref CandidateAt(depth, sleeper.Channel);
            candidate.IsAsleep = true;
            candidate.Footprint = sleeper.Footprint;
        }
    }

    private ref Candidate CandidateAt(int state, int channel)
    {
        foreach (ref var candidate in nodes.CandidatesOf(state))
        {
            if (candidate.Channel == channel)
                return ref candidate;
        }

        throw new SimulationFaultException($"A step that was enabled is gone after step {depth}, on which it does not depend: a footprint says less than is true.");
    }

    private void BeginStep(ReadOnlySpan<StepId> enabled, in Candidate chosen)
    {
        var step = enabled[chosen.Index];
        var info = StepInfo.Of(step, enabled[^1], chosen.Channel, world.NextBorn);
        info.Enabler = symmetry.Take(step, depth);
        order.Push(info, step.Born);
        footprint.Clear();
        step.DeclareFootprint(footprint);
        world.Footprint = footprint;
        isStepOpen = true;
    }

    /// <summary>The step that was begun has been taken: what it touched is known.</summary>
    private void CloseStep()
    {
        if (!isStepOpen)
            return;
        isStepOpen = false;
        world.Footprint = null;
        order[depth - 1].Footprint = accesses.Add(footprint.Accesses);
        Reverse();
        if (HashesTraces)
            order.HashLast(TraceDigest.Join(channels.DigestOf(order[depth - 1].Channel), values.Hash(nodes[depth - 1].Values)));
        foreach (var head in footprint.Withdrawn)
            ReverseUntaken(channels[head.ChannelDigest], head.Born, head.Guard, head.Object, head.IsTimer ? new TimerRank(head.Due.Nanoseconds, head.ChannelDigest) : null);
    }

    /// <summary>
    /// Nothing more happens in this run, but a lock that nobody gives back keeps steps waiting: who holds it could have come later. That no step finds it out is so where the run ends
    /// asleep, too.
    /// </summary>
    private void ReverseBlocked()
    {
        blocked.Clear();
        world.CollectBlocked(blocked);
        foreach (var step in blocked)
            ReverseUntaken(channels[step.ChannelDigest], step.Born, step.GuardObject, step.GuardObject, null);
    }

    /// <summary>The races of a step that was not taken and never will be, as if it came now.</summary>
    private void ReverseUntaken(int channel, long born, ulong guard, ulong touched, TimerRank? rank)
    {
        var top = accesses.Top;
        Span<Access> accessed = [new Access(touched, touched, IsWrite: true), new Access(guard, guard, IsWrite: true)];
        order.Push(
            new StepInfo
            {
                Channel = channel,
                Enabler = -1,
                Guard = guard,
                IsTimer = rank is not null,
                IsUntaken = true,
                Rank = rank ?? TimerRank.None,
                NextBorn = world.NextBorn,
                Footprint = accesses.Add(guard == 0 ? accessed[..1] : accessed),
            },
            born);
        Reverse();
        order.Truncate(order.Count - 1);
        accesses.Truncate(top);
    }

    /// <summary>Relates the last step to those before it, and wants the other order of each race that ends in it.</summary>
    private void Reverse()
    {
        order.Relate();
        foreach (var race in order.Races)
        {
            if (race.Earlier >= Math.Max(root.Depth, wideTo))
                Reverse(race);
        }
    }

    private void Reverse(Race race)
    {
        order.FindInitials(race, initials);
        Candidate none = default;
        ref var best = ref none;
        var isBestCause = false;
        foreach (var initial in initials)
        {
            foreach (ref var candidate in nodes.CandidatesOf(race.Earlier))
            {
                if (candidate.Channel != order[initial].Channel)
                    continue;
                if (candidate.IsWanted || candidate.IsAsleep)
                    return;

                // One that leads to the later step makes fewer runs that end asleep.
                if (isBestCause)
                    continue;
                best = ref candidate;
                isBestCause = order.IsCauseOfLast(initial, race);
            }
        }

        Count(race);
        best.IsWanted = true;
        if (none.IsWanted)
            WantAll(race.Earlier);
    }

    private void Widen(int state)
    {
        nodes.ChosenOf(state).EndsRun = true;
        WantAll(state);
    }

    private void Count(Race race)
    {
        if (KindOf(race.Earlier) is { } earlier && KindOf(order.Count - 1) is { } later)
            races.Add(earlier, later);
    }

    private StepKind? KindOf(int step) => channels.KindOf(order[step].Channel, order[step].MessageType?.Name);

    private void WantAll(int state)
    {
        foreach (ref var candidate in nodes.CandidatesOf(state))
            candidate.IsWanted = true;
    }

    private void AssertSame(ReadOnlySpan<StepId> enabled, int index, int channel)
    {
        if (index >= enabled.Length || enabled[index].ChannelDigest != channels.DigestOf(channel))
            throw new ReplayDivergedException(depth + 1, $"step {index + 1} of those that were enabled", index < enabled.Length ? $"{enabled[index]}" : "fewer steps");
    }
}
