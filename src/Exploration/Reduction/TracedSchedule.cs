using DmaActors.Simulation;

namespace DmaActors.Exploration.Reduction;

/// <summary>A schedule whose trace is known in the end, whoever chooses its steps: two of one class have one trace.</summary>
internal abstract class TracedSchedule : IStepwiseStrategy
{
    private readonly World world;
    private readonly AccessStore accesses = new();
    private readonly StepOrder order;
    private readonly ChannelNumbers channels = new();
    private readonly Footprint footprint = new();
    private ulong identity;
    private TraceDigest values;
    private bool isStepOpen;

    protected TracedSchedule(World world)
    {
        this.world = world;
        order = new StepOrder(accesses);
    }

    public abstract string Description { get; }

    public virtual void Begin()
    {
        order.Truncate(0);
        accesses.Truncate(0);
        isStepOpen = false;
        world.Footprint = null;
        values = default;
    }

    public int NextStep(ReadOnlySpan<StepId> enabled)
    {
        Close();
        var chosen = Choose(enabled);
        var step = enabled[chosen];
        identity = step.ChannelDigest;
        values = default;
        order.Push(StepInfo.Of(step, enabled[^1], channels[step.ChannelDigest], world.NextBorn), step.Born);
        footprint.Clear();
        step.DeclareFootprint(footprint);
        world.Footprint = footprint;
        isStepOpen = true;
        return chosen;
    }

    public int NextValue(ChoicePoint point, int options, int defaultOption)
    {
        var value = Answer(options);
        values.Add((long)value);
        return value;
    }

    /// <summary>The run has ended: its trace.</summary>
    public ulong End()
    {
        Close();
        return order.TraceHash();
    }

    protected virtual int Choose(ReadOnlySpan<StepId> enabled) => Answer(enabled.Length);

    /// <summary>One of so many.</summary>
    protected abstract int Answer(int options);

    private void Close()
    {
        if (!isStepOpen)
            return;
        isStepOpen = false;
        world.Footprint = null;
        order[order.Count - 1].Footprint = accesses.Add(footprint.Accesses);
        order.Relate();
        order.HashLast(TraceDigest.Join(identity, values.Value));
    }
}
