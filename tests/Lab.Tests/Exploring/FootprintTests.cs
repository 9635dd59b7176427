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
    public void Steps_that_are_declared_independent_can_be_taken_in_either_order(string name) =>
        WithModel(name, (model, instances) =>
        {
            var check = new DeclarationCheck(model);
            for (var run = 0UL; run < 2; run++)
                Assert.Null(check.CheckRun(run));
            Assert.True(check.Pairs > 0 || instances == 1);
        });

    /// <summary>If a footprint says too little, or a race is not turned round, orders are left out: one of them comes up here sooner or later.</summary>
    [Theory]
    [InlineData("bench/two-once", 94)]
    [InlineData("bench/shared-once", 9_340)]
    [InlineData("manual/hazards/9-6.1-corrected", 16)]
    [InlineData("manual/hazards/9-8.6-corrected", 512)]
    [InlineData("manual/hazards/R2", 8)]
    public void A_schedule_chosen_at_random_is_of_a_class_that_dpor_has_found(string name, int classes) =>
        WithModel(name, (model, _) =>
        {
            var check = new ClassCheck(model);
            Assert.Equal(classes, check.ExploreAll());
            var seen = new HashSet<ulong>();
            for (var seed = 0UL; seed < 1_000; seed++)
            {
                Assert.True(check.IsKnown(seed, out var trace), $"the random schedule of seed {seed} is of no class that was found");
                seen.Add(trace);
            }

            Assert.True(seen.Count >= Math.Min(10, classes / 4), $"only {seen.Count} classes came up");
        });

    private static void WithModel(string name, Action<ScenarioModel, int> check)
    {
        var (path, _) = ScenarioFiles.Locate().Find(name);
        var load = ScenarioLoader.Load(path!, RealCatalog.Instance, new ScenarioLoadOptions { Files = ScenarioFiles.Locate(), Untimed = true });
        Assert.Empty(load.Errors);
        var errors = new List<InputError>();
        var seed = load.Scenario!.Seed;
        using var inputs = RunInputs.Read(load.Scenario, new RunOptions(), seed, errors);
        Assert.Empty(errors);
        check(new ScenarioModel(load.Scenario, RealCatalog.Instance, new RunOptions { Untimed = true }, inputs!, seed, StepBound), load.Scenario.Instances.Count);
    }
}
