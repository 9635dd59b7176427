using DmaActors.Simulation;

namespace DmaActors.Lab.Traces;

/// <summary>Stops before a step.</summary>
internal sealed class Breakpoint(long at, Action stop) : IStepRecorder
{
    public void OnStep(long step, VirtualTime time, StepId id)
    {
        if (step == at)
            stop();
    }
}
