namespace DmaActors.Simulation.Tests.Support;

/// <summary>Answers every question in every way, depth first: <c>do { reset; run; } while (strategy.Next());</c></summary>
internal sealed class EnumeratingStrategy : IStrategy
{
    private readonly List<(int Chosen, int Options)> path = [];
    private int position;

    public string Description => "every schedule";

    /// <summary>The schedule that is being run, from 1.</summary>
    public long Schedule { get; private set; }

    public void Begin()
    {
        position = 0;
        Schedule++;
    }

    public int NextStep(ReadOnlySpan<StepId> enabled) => Answer(enabled.Length);

    public int NextValue(ChoicePoint point, int options, int defaultOption) => Answer(options);

    /// <summary>Goes on to the next schedule; false when there is none.</summary>
    public bool Next()
    {
        if (position != path.Count)
            throw new InvalidOperationException($"Schedule {Schedule} asked {position} questions, its beginning was seen with {path.Count}: the model is not deterministic.");
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

    private int Answer(int options)
    {
        if (position == path.Count)
            path.Add((0, options));
        if (path[position].Options != options)
            throw new InvalidOperationException($"Question {position} of schedule {Schedule} has {options} answers, it had {path[position].Options}: the model is not deterministic.");
        return path[position++].Chosen;
    }
}
