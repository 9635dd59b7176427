using System.Globalization;
using DmaActors.Exploration.Replay;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Running;
using DmaActors.Lab.Scenarios;
using DmaActors.Simulation;
using DmaActors.Simulation.Hosting;

namespace DmaActors.Lab.Traces;

/// <summary>A trace that is about to be run again, step by step. It never causes code to be loaded: drivers come from the catalog that the caller made.</summary>
public sealed class ReplaySession : IDisposable
{
    private readonly RunSession run;
    private readonly TraceReader trace;

    private ReplaySession(RunSession run, TraceReader trace)
    {
        this.run = run;
        this.trace = trace;
    }

    /// <summary>The scenario that the trace names.</summary>
    public string Scenario => trace.Header.Scenario;

    /// <summary>Steps in the trace.</summary>
    public long Steps => trace.Steps.Count;

    /// <summary>What the machine is doing, for a watchdog on another thread.</summary>
    public string CurrentTurn => run.CurrentTurn;

    /// <summary>Messages delivered so far, for a watchdog on another thread.</summary>
    public long StepsSoFar => run.StepsSoFar;

    /// <summary>Reads the trace and all that it was made from, and refuses what has changed since.</summary>
    /// <param name="tracePath">The trace.</param>
    /// <param name="catalog">Where its drivers and devices are found.</param>
    /// <param name="files">Where scenarios and platforms are.</param>
    /// <param name="runtime">Makes what the actors run on; null: a world.</param>
    /// <param name="errors">All that is wrong, if the result is null.</param>
    public static ReplaySession? Prepare(
        string tracePath, Catalog catalog, ScenarioFiles files, Func<WorldOptions, IRuntime>? runtime, out IReadOnlyList<InputError> errors)
    {
        var found = new List<InputError>();
        errors = found;
        if (TraceReader.Read(tracePath, found) is not { } trace)
            return null;
        var header = trace.Header;
        var load = ScenarioLoader.Load(header.Scenario, catalog, new ScenarioLoadOptions { Files = files, Platform = header.Platform, Iolog = header.IoLog, Untimed = header.Untimed });
        found.AddRange(load.Errors);
        if (load.Scenario is not { } scenario)
            return null;
        var options = new RunOptions
        {
            Image = header.Image,
            IoLog = header.IoLog,
            Untimed = header.Untimed,
            Paced = header.Paced,
            Depth = header.Depth,
            Runtime = runtime,
            Seed = ulong.Parse(header.Seed, CultureInfo.InvariantCulture),
        };
        var now = TraceHeader.Of(scenario, options, options.Seed.Value);
        if (now.ScenarioSha256 != header.ScenarioSha256)
            found.Add(new InputError(tracePath, 2, 1, "scenarioSha256", $"{header.Scenario} has changed since the trace was made", "the scenario as it was"));
        if (now.IoLogSha256 != header.IoLogSha256)
            found.Add(new InputError(tracePath, 2, 1, "iologSha256", "the I/O log has changed since the trace was made", "the log as it was"));
        if (found.Count > 0)
            return null;
        var run = RunSession.Prepare(scenario, catalog, options, out var runErrors);
        found.AddRange(runErrors);
        return run is null ? null : new ReplaySession(run, trace);
    }

    /// <summary>Runs the trace again.</summary>
    public ReplayReport Execute(Action<RunProgress>? progress, CancellationToken cancellation)
    {
        var comparer = new StepComparer(trace.Steps);
        try
        {
            var report = run.Execute(new ReplayStrategy(trace.Choices), comparer, trace.HasEnded ? long.MaxValue : trace.Steps.Count, progress, cancellation);
            var divergence = comparer.Divergence;
            if (divergence is null && report.Messages < trace.Steps.Count && !report.WasCancelled)
                divergence = new ReplayDivergence(report.Messages + 1, trace.Steps[(int)report.Messages], "nothing more happens");
            if (divergence is null && trace.Digest is { } digest && digest != report.TraceHash && !report.WasCancelled)
                divergence = new ReplayDivergence(report.Messages, $"trace hash {digest}", $"trace hash {report.TraceHash}");
            return new ReplayReport(report, divergence);
        }
        catch (ReplayDivergedException exception)
        {
            return new ReplayReport(null, comparer.Divergence ?? new ReplayDivergence(comparer.Steps + 1, exception.Expected, exception.Found));
        }
    }

    public void Dispose() => run.Dispose();
}

/// <summary>How a replay ended.</summary>
/// <param name="Run">The run; null when it left the trace at a choice.</param>
/// <param name="Divergence">Where it left the trace; null: it did not.</param>
public sealed record ReplayReport(RunReport? Run, ReplayDivergence? Divergence)
{
    public bool Ok => Divergence is null;
}
