using System.Text.RegularExpressions;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Liveness;

/// <summary>
/// Looks whether a run that reached its bound goes round in a circle: it is run again, and goes on in the order of age, which starves nobody. If the steps then repeat without any of
/// the work being done, it will do so for ever, or at least nobody who reads them would wait any longer. No time is involved.
/// </summary>
public static partial class CycleSearch
{
    /// <summary>So many rounds in a row must be equal.</summary>
    private const int Rounds = 4;

    /// <summary>Runs the run again and on.</summary>
    /// <param name="model">The model that made it.</param>
    /// <param name="choices">Its tape.</param>
    /// <param name="steps">Its length.</param>
    /// <returns>Null: it is no circle that can be shown.</returns>
    public static Cycle? Find(IModel model, IReadOnlyList<Choice> choices, long steps)
    {
        model.Begin(new ThenByAge(choices));
        if (model.World.Run(steps) != RunStatus.Running)
            return null;
        var progress = model.Progress;
        var lines = new Lines();
        model.World.Recorder = lines;
        try
        {
            if (model.World.Run(steps) != RunStatus.Running || model.Progress != progress)
                return null;
        }
        finally
        {
            model.World.Recorder = null;
        }

        return PeriodOf(lines.Steps) is { } period ? new Cycle(Beginning(lines.Steps, period) + steps + 1, lines.Steps[^period..]) : null;
    }

    /// <summary>The shortest round of which the last steps are made; null: there is none.</summary>
    private static int? PeriodOf(List<string> steps)
    {
        for (var period = 1; period * Rounds <= steps.Count; period++)
        {
            if (IsRepeated(steps, period))
                return period;
        }

        return null;
    }

    private static bool IsRepeated(List<string> steps, int period)
    {
        for (var i = steps.Count - (period * (Rounds - 1)); i < steps.Count; i++)
        {
            if (steps[i] != steps[i - period])
                return false;
        }

        return true;
    }

    private static int Beginning(List<string> steps, int period)
    {
        var at = steps.Count - period;
        while (at > 0 && steps[at - 1] == steps[at - 1 + period])
            at--;
        return at;
    }

    [GeneratedRegex(@"#\d+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Ordinal();

    /// <summary>The choices of a tape, and then always the oldest message and the tame value.</summary>
    private sealed class ThenByAge(IReadOnlyList<Choice> choices) : IStrategy
    {
        private int next;

        public string Description => "a tape, then by age";

        public void Begin() => next = 0;

        public int NextStep(ReadOnlySpan<StepId> enabled) => next < choices.Count ? choices[next++].Chosen : 0;

        public int NextValue(ChoicePoint point, int options, int defaultOption) => next < choices.Count ? choices[next++].Chosen : defaultOption;
    }

    private sealed class Lines : IStepRecorder
    {
        public List<string> Steps { get; } = [];

        public void OnStep(long step, VirtualTime time, StepId id) => Steps.Add(Ordinal().Replace(id.ToString(), "#"));
    }
}
