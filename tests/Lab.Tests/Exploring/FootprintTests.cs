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
    public void Steps_that_are_declared_independent_can_be_taken_in_either_order(string name)
    {
        var (path, _) = ScenarioFiles.Locate().Find(name);
        var load = ScenarioLoader.Load(path!, RealCatalog.Instance, new ScenarioLoadOptions { Files = ScenarioFiles.Locate(), Untimed = true });
        Assert.Empty(load.Errors);
        var errors = new List<InputError>();
        var seed = load.Scenario!.Seed;
        using var inputs = RunInputs.Read(load.Scenario, new RunOptions(), seed, errors);
        Assert.Empty(errors);
        var check = new DeclarationCheck(new ScenarioModel(load.Scenario, RealCatalog.Instance, new RunOptions { Untimed = true }, inputs!, seed, StepBound));
        for (var run = 0UL; run < 2; run++)
            Assert.Null(check.CheckRun(run));
        Assert.True(check.Pairs > 0 || load.Scenario.Instances.Count == 1);
    }
}
