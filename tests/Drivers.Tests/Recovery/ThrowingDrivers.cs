using DmaActors.Devices;
using DmaActors.Drivers.Manual;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Drivers.Tests.Recovery;

/// <summary>Scenarios with the drivers of this folder beside those that ship.</summary>
internal static class ThrowingDrivers
{
    public static readonly Catalog Catalog = new([typeof(SgDisk).Assembly, typeof(ManualDriver).Assembly, typeof(ThrowingDriver).Assembly]);

    /// <summary>The report of a scenario that a test has written.</summary>
    public static RunReport Run(string yaml, ulong seed)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, yaml);
            var load = ScenarioLoader.Load(path, Catalog, new ScenarioLoadOptions { Files = ScenarioFiles.Locate() });
            Assert.True(load.Errors.Count == 0, string.Join("\n", load.Errors));
            using var session = RunSession.Prepare(load.Scenario!, Catalog, new RunOptions { Seed = seed, CheckFull = true }, out var errors);
            Assert.Empty(errors);
            return session!.Execute(null, CancellationToken.None);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
