using DmaActors.Exploration.Reduction;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Support;

/// <summary>Every step and every value in every way, depth first, with the trace of each run: the naive explorer that a clever one must agree with.</summary>
internal sealed class EverySchedule : IStepwiseStrategy
{
    private readonly World world;
    private readonly AccessStore accesses = new();
    private readonly StepOrder order;
    private readonly ChannelNumbers channels = new();
    private readonly Footprint footprint = new();
    private readonly List<(int Chosen, int Options)> path = [];
    private int position;
    private ulong identity;
    private TraceDigest values;
    private bool isStepOpen;

    public EverySchedule(World world)
    {
        this.world = world;
        order = new StepOrder(accesses);
    }

    public string Description => "every schedule";

    public long Schedules { get; private set; }

    public void Begin()
    {
        position = 0;
        Schedules++;
        order.Truncate(0);
        accesses.Truncate(0);
        isStepOpen = false;
        world.Footprint = null;
        values = default;
    }

    public int NextStep(ReadOnlySpan<StepId> enabled)
    {
        Close();
        var chosen = Answer(enabled.Length);
        var step = enabled[chosen];
        var youngest = enabled[^1];
        identity = step.ChannelDigest;
        values = default;
        order.Push(
            new StepInfo
            {
                Channel = channels[step.ChannelDigest],
                Enabler = -1,
                Armed = youngest.IsTimer ? TimerRank.Of(youngest) : TimerRank.None,
                Guard = step.GuardObject,
                IsTimer = step.IsTimer,
                Rank = step.IsTimer ? TimerRank.Of(step) : TimerRank.None,
                IsBarrier = step.IsLastResort,
                NextBorn = world.NextBorn,
            },
            step.Born);
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

    /// <summary>Goes on to the next schedule; false when there is none.</summary>
    public bool Next()
    {
        while (path.Count > 0)
        {
            var (chosen, options) = path[^1];
            path.RemoveAt(path.Count - 1);
            if (chosen + 1 == options)
                continue;
            path.Add((chosen + 1, options));
            return true;
        }

        return false;
    }

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

    private int Answer(int options)
    {
        if (position == path.Count)
            path.Add((0, options));
        return path[position++].Chosen;
    }
}
