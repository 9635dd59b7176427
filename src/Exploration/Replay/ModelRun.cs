using DmaActors.Simulation;

namespace DmaActors.Exploration.Replay;

/// <summary>One run of a model under the eyes of a recorder.</summary>
internal static class ModelRun
{
    /// <summary>Runs to the end or to a bound. What is wrong with the run; null: nothing.</summary>
    public static Violation? Of(IModel model, IStrategy strategy, IStepRecorder? recorder, long? maxSteps = null)
    {
        model.Begin(strategy);
        model.World.Recorder = recorder;
        model.World.SoftStateObserver = (recorder as RunRecorder)?.SoftState;
        try
        {
            model.World.Run(maxSteps ?? model.StepBound);
        }
        finally
        {
            model.World.Recorder = null;
            model.World.SoftStateObserver = null;
        }

        return model.Judge();
    }
}
