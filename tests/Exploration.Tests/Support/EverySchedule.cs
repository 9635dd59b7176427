using DmaActors.Exploration.Reduction;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Support;

/// <summary>Every step and every value in every way, depth first, with the trace of each run: the naive explorer that a clever one must agree with.</summary>
internal sealed class EverySchedule(World world) : TracedSchedule(world)
{
    private readonly List<(int Chosen, int Options)> path = [];
    private int position;

    public override string Description => "every schedule";

    public long Schedules { get; private set; }

    public override void Begin()
    {
        base.Begin();
        position = 0;
        Schedules++;
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

    protected override int Answer(int options)
    {
        if (position == path.Count)
            path.Add((0, options));
        return path[position++].Chosen;
    }
}
