using DmaActors.Lab.Inputs;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Lab.Running;

/// <summary>A run that has been prepared: all inputs are read and right. Execute it once.</summary>
public sealed partial class RunSession : IDisposable
{
    /// <summary>Reads everything that the run needs. When anything is wrong there is no session, and every error is told.</summary>
    public static RunSession? Prepare(Scenario scenario, Catalog catalog, RunOptions options, out IReadOnlyList<InputError> errors) => throw null!;

    /// <summary>Runs to the end. Cancelling gives the report so far.</summary>
    public RunReport Execute(Action<RunProgress>? progress, CancellationToken cancellation) => throw null!;

    /// <summary>What the machine is doing, for a watchdog on another thread.</summary>
    public string CurrentTurn => throw null!;

    /// <summary>Messages delivered so far, for a watchdog on another thread.</summary>
    public long StepsSoFar => throw null!;

    public void Dispose()
    {
    }
}
