using DmaActors.Simulation;

namespace DmaActors.Lab.Traces;

/// <summary>Several recorders, told one after the other.</summary>
internal sealed class StepRecorders(IReadOnlyList<IStepRecorder> recorders) : IStepRecorder
{
    public void OnStep(long step, VirtualTime time, StepId id)
    {
        foreach (var recorder in recorders)
            recorder.OnStep(step, time, id);
    }
}
