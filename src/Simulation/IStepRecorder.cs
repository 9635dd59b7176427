namespace DmaActors.Simulation;

/// <summary>Sees every step just before it is taken: writes traces, counts messages.</summary>
public interface IStepRecorder
{
    void OnStep(long step, VirtualTime time, StepId id);
}
