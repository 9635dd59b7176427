namespace DmaActors.Exploration.Liveness;

/// <summary>Steps that a run repeats for ever.</summary>
/// <param name="From">The first step of the run from which on there is nothing else, from 1.</param>
/// <param name="Steps">One round, a line a step; of names that count up the numbers are left out.</param>
public sealed record Cycle(long From, IReadOnlyList<string> Steps)
{
    /// <summary>The round in one sentence.</summary>
    public override string ToString()
    {
        const int Told = 8;
        var steps = string.Join("; ", Steps.Take(Told));
        return $"from step {From} on it repeats {Steps.Count} step{(Steps.Count == 1 ? "" : "s")} for ever: {steps}{(Steps.Count > Told ? "; ..." : "")}";
    }
}
