using DmaActors.Exploration.Campaigns;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Replay;

/// <summary>The promise that equal answers give equal runs, put to the test with a violation before anybody is told of it.</summary>
public static class Determinism
{
    /// <summary>Runs a violation twice more and compares all three.</summary>
    /// <exception cref="NondeterminismException">They differ: something decides that asks no strategy.</exception>
    public static void Confirm(IModel model, Counterexample counterexample)
    {
        var first = Run(model, counterexample);
        var second = Run(model, counterexample);
        for (var i = 0; i < Math.Max(first.Count, second.Count); i++)
        {
            var (one, other) = (i < first.Count ? first[i] : "the end", i < second.Count ? second[i] : "the end");
            if (one != other)
                throw new NondeterminismException(i + 1, one, other);
        }
    }

    private static List<string> Run(IModel model, Counterexample counterexample)
    {
        var lines = new Lines();
        Violation? violation;
        try
        {
            violation = ModelRun.Of(model, new ReplayStrategy(counterexample.Choices), lines, counterexample.HasEnded ? null : counterexample.Steps);
        }
        catch (ReplayDivergedException exception)
        {
            throw new NondeterminismException(lines.Steps.Count + 1, exception.Expected, exception.Found);
        }

        if (model.World.Digest.Value != counterexample.Digest)
            throw new NondeterminismException(model.World.Steps, $"trace hash {counterexample.Digest:x16}", $"trace hash {model.World.Digest}");
        if (violation?.Kind != counterexample.Violation.Kind || violation.Rule != counterexample.Violation.Rule)
            throw new NondeterminismException(model.World.Steps, counterexample.Violation.Text, violation?.Text ?? "nothing that is wrong");
        return lines.Steps;
    }

    private sealed class Lines : IStepRecorder
    {
        public List<string> Steps { get; } = [];

        public void OnStep(long step, VirtualTime time, StepId id) => Steps.Add(id.ToString());
    }
}
