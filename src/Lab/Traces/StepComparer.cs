using DmaActors.Simulation;

namespace DmaActors.Lab.Traces;

/// <summary>Compares each step of a replay with the trace, and remembers the first that differs.</summary>
internal sealed class StepComparer(IReadOnlyList<string> expected) : IStepRecorder
{
    public ReplayDivergence? Divergence { get; private set; }

    /// <summary>Steps seen.</summary>
    public long Steps { get; private set; }

    public void OnStep(long step, VirtualTime time, StepId id)
    {
        Steps = step;
        if (Divergence is not null)
            return;
        var found = TraceWriter.Line(step, time, id);
        if (step > expected.Count)
            Divergence = new ReplayDivergence(step, "the end of the trace", found);
        else if (expected[(int)(step - 1)] != found)
            Divergence = new ReplayDivergence(step, expected[(int)(step - 1)], found);
    }
}

/// <summary>Where a replay left its trace.</summary>
/// <param name="Step">The step, from 1.</param>
/// <param name="Expected">What the trace says.</param>
/// <param name="Found">What happened.</param>
public sealed record ReplayDivergence(long Step, string Expected, string Found);
