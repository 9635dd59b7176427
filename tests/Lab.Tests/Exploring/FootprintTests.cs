using DmaActors.Exploration.Reduction;
using DmaActors.Lab.Exploring;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Running;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Tests.Scenarios;

namespace DmaActors.Lab.Tests.Exploring;

/// <summary>What the actors of a whole machine declare is true: steps that are said to be independent are taken in both orders.</summary>
public class FootprintTests
{
    private const int StepBound = 100_000;

    [Theory]
    [InlineData("manual/9-1-corrected")]
    [InlineData("manual/9-2-corrected")]
    [InlineData("manual/9-3-corrected")]
    [InlineData("manual/9-4-corrected")]
    [InlineData("manual/9-5-corrected")]
    [InlineData("manual/9-6-corrected")]
    [InlineData("manual/9-7-corrected")]
    [InlineData("manual/9-8-corrected")]
    [InlineData("bench/two-both-ways")]
    [InlineData("bench/shared-once")]
    [InlineData("manual/9-6")]
    [InlineData("manual/9-8")]
    public void Steps_that_are_declared_independent_can_be_taken_in_either_order(string name) => Check(ScenarioFiles.Locate().Find(name).Path!);

    /// <summary>The drivers that ship declare all that their contexts share, but for one that holds cookies in an array.</summary>
    [Theory]
    [InlineData("model: sg-disk, driver: sg-block", "sizes: [{ size: 4KiB }]")]
    [InlineData("model: reg-disk, driver: one-cookie-block", "sizes: [{ size: 8KiB }]")]
    [InlineData("model: sg-disk, driver: high-level-block, priority: 12", "sizes: [{ size: 4KiB }]")]
    [InlineData("model: sg-disk, driver: sg-character", "sizes: [{ size: 4KiB }], through: character")]
    [InlineData("model: sg-disk, driver: manual-9-6, driverSettings: { labelReads: 2 }", "sizes: [{ size: 4KiB }]")]
    [InlineData("model: ring-nic, driver: ring-net", "")]
    public void So_can_those_of_the_samples(string device, string workload)
    {
        var file = Path.GetTempFileName();
        try
        {
            var kind = workload.Length == 0 ? "kind: frames, requests: 2" : $"kind: mix, requests: 2, depth: 4, {workload}";
            File.WriteAllText(file, $"title: samples\nmode: untimed\nnexus: {{ bindings: 8 }}\ndevices:\n  - {{ name: a, count: 2, {device}, registers: 0xF0000000, vector: 11 }}\nworkload: {{ {kind} }}\n");
            Check(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Check(string path)
    {
        var load = ScenarioLoader.Load(path, RealCatalog.Instance, new ScenarioLoadOptions { Files = ScenarioFiles.Locate(), Untimed = true });
        Assert.Empty(load.Errors);
        Assert.All(load.Scenario!.Devices, device => Assert.Null(RealCatalog.Instance.UndeclaredStateOf(device.Driver)));
        var errors = new List<InputError>();
        var seed = load.Scenario.Seed;
        using var inputs = RunInputs.Read(load.Scenario, new RunOptions(), seed, errors);
        Assert.Empty(errors);
        var check = new DeclarationCheck(new ScenarioModel(load.Scenario, RealCatalog.Instance, new RunOptions { Untimed = true }, inputs!, seed, StepBound));
        for (var run = 0UL; run < 2; run++)
            Assert.Null(check.CheckRun(run));
        Assert.True(check.Pairs > 0 || load.Scenario.Instances.Count == 1);
    }
}
