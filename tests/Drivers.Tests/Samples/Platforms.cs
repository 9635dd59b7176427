using DmaActors.Drivers.Tests.Manual;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Scenarios;
using DmaActors.Simulation;

namespace DmaActors.Drivers.Tests.Samples;

/// <summary>One scenario on one platform after the other, loaded and run as the command line does it.</summary>
internal static class Platforms
{
    private static readonly ScenarioFiles Files = ScenarioFiles.Locate();

    /// <summary>The report of a scenario that ships.</summary>
    public static RunReport RunShipped(string name, string? platform = null)
    {
        var (path, _) = Files.Find(name);
        Assert.NotNull(path);
        return Run(Load(path, platform));
    }

    /// <summary>What a scenario that ships says should come of it.</summary>
    public static ExpectedVerdict? ExpectedOf(string name) => Load(Files.Find(name).Path!, null).Expect?.Verdict;

    /// <summary>The report of a scenario that a test has written.</summary>
    public static RunReport Run(string yaml, string platform, ulong seed = 1, string? trace = null) => With(yaml, platform, scenario => Rig.Run(scenario, seed, trace));

    /// <summary>The same, with steps that the test chooses.</summary>
    public static RunReport Run(string yaml, string platform, IStrategy strategy, IStepRecorder recorder) => With(yaml, platform, scenario => Rig.Run(scenario, strategy, recorder));

    /// <summary>Why a scenario that ships cannot be run on a platform.</summary>
    public static IReadOnlyList<InputError> ErrorsOf(string name, string platform) =>
        ScenarioLoader.Load(Files.Find(name).Path!, Rig.Catalog, new ScenarioLoadOptions { Files = Files, Platform = platform }).Errors;

    private static RunReport With(string yaml, string platform, Func<Scenario, RunReport> run)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, yaml);
            return run(Load(path, platform));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Scenario Load(string path, string? platform)
    {
        var load = ScenarioLoader.Load(path, Rig.Catalog, new ScenarioLoadOptions { Files = Files, Platform = platform });
        Assert.True(load.Errors.Count == 0, string.Join("\n", load.Errors));
        return load.Scenario!;
    }

    private static RunReport Run(Scenario scenario, ulong? seed = null) => Rig.Run(scenario, seed);
}
