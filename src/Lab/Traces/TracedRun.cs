using System.Globalization;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Running;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Lab.Traces;

/// <summary>A trace with the scenario that it was made from, and all that was changed of it then.</summary>
internal sealed record TracedRun(TraceReader Trace, Scenario Scenario, RunOptions Options)
{
    public ulong Seed => Options.Seed!.Value;

    /// <summary>Reads the trace and its scenario, and refuses what has changed since.</summary>
    /// <param name="tracePath">The trace.</param>
    /// <param name="catalog">Where its drivers and devices are found.</param>
    /// <param name="files">Where scenarios and platforms are.</param>
    /// <param name="errors">Takes all that is wrong, if the result is null.</param>
    public static TracedRun? Read(string tracePath, Catalog catalog, ScenarioFiles files, List<InputError> errors)
    {
        if (TraceReader.Read(tracePath, errors) is not { } trace)
            return null;
        var header = trace.Header;
        if (Load(header, catalog, files, header.Untimed, errors) is not { } scenario)
            return null;
        if (!ulong.TryParse(header.Seed, NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
        {
            errors.Add(new InputError(tracePath, 2, 1, "seed", $"'{header.Seed}' is no seed", "a whole number"));
            return null;
        }

        var options = new RunOptions
        {
            Image = header.Image,
            IoLog = header.IoLog,
            Untimed = header.Untimed,
            Paced = header.Paced,
            Depth = header.Depth,
            Excerpt = header.Excerpt,
            Seed = seed,
        };
        var now = TraceHeader.Of(scenario, options, seed);
        if (now.ScenarioSha256 != header.ScenarioSha256)
            errors.Add(new InputError(tracePath, 2, 1, "scenarioSha256", $"{header.Scenario} has changed since the trace was made", "the scenario as it was"));
        if (now.IoLogSha256 != header.IoLogSha256)
            errors.Add(new InputError(tracePath, 2, 1, "iologSha256", "the I/O log has changed since the trace was made", "the log as it was"));
        return errors.Count > 0 ? null : new TracedRun(trace, scenario, options);
    }

    /// <summary>The same scenario, with any message next whatever its own mode is.</summary>
    public Scenario? LoadUntimed(Catalog catalog, ScenarioFiles files, List<InputError> errors) => Load(Trace.Header, catalog, files, untimed: true, errors);

    private static Scenario? Load(TraceHeader header, Catalog catalog, ScenarioFiles files, bool untimed, List<InputError> errors)
    {
        var load = ScenarioLoader.Load(header.Scenario, catalog, new ScenarioLoadOptions { Files = files, Platform = header.Platform, Iolog = header.IoLog, Untimed = untimed });
        errors.AddRange(load.Errors);
        return load.Scenario;
    }
}
