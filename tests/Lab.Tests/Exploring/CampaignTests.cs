using DmaActors.Exploration.Campaigns;
using DmaActors.Exploration.Replay;
using DmaActors.Lab.Exploring;
using DmaActors.Lab.Running;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Tests.Scenarios;

namespace DmaActors.Lab.Tests.Exploring;

public sealed class CampaignTests : IDisposable
{
    private readonly string outDirectory = Directory.CreateTempSubdirectory("dmasim-explore-").FullName;

    public void Dispose() => Directory.Delete(outDirectory, recursive: true);

    [Theory]
    [InlineData(StrategyKind.Pct)]
    [InlineData(StrategyKind.Postpone)]
    public void The_lost_wakeup_of_example_9_1_is_found(StrategyKind strategy)
    {
        var report = Explore("manual/9-1", new ExploreOptions { Strategy = strategy, Schedules = 2_000 });

        var found = Assert.Single(report.Violations);
        Assert.Equal("DMA010", found.Counterexample.Violation.Rule);
        Assert.Equal(CampaignEnd.Violation, report.Campaign.End);
    }

    [Fact]
    public void What_is_found_does_not_depend_on_the_number_of_workers()
    {
        var options = new ExploreOptions { Strategy = StrategyKind.Pct, Schedules = 500, KeepGoing = true };
        var (one, three) = (Explore("manual/9-1", options), Explore("manual/9-1", options with { Workers = 3 }));

        Assert.NotEmpty(one.Violations);
        Assert.Equal(Facts(one), Facts(three));
    }

    [Fact]
    public void The_first_violation_is_the_one_with_the_lowest_number_whoever_is_faster()
    {
        var options = new ExploreOptions { Strategy = StrategyKind.Pct, Schedules = 2_000 };
        var (one, three) = (Explore("manual/9-1", options), Explore("manual/9-1", options with { Workers = 3 }));

        Assert.Equal(Facts(one), Facts(three));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(200)]
    public void As_many_schedules_are_run_as_were_asked_for(int schedules)
    {
        var report = Explore("manual/9-1-corrected", new ExploreOptions { Schedules = schedules, Workers = 2 });

        Assert.Equal(schedules, report.Campaign.Schedules);
        Assert.Equal(CampaignEnd.ScheduleBound, report.Campaign.End);
        Assert.False(report.Campaign.Exhaustive);
        Assert.Empty(report.Violations);
    }

    [Fact]
    public void Postponing_one_message_comes_to_its_end_and_says_that_it_covered_its_space()
    {
        var report = Explore("manual/9-1-corrected", new ExploreOptions { Strategy = StrategyKind.Postpone, Bound = 1 });

        Assert.Equal(CampaignEnd.Exhausted, report.Campaign.End);
        Assert.True(report.Campaign.Exhaustive);
        Assert.InRange(report.Campaign.Schedules, 50, report.DefaultSteps);
    }

    [Fact]
    public void A_violation_is_found_again_when_its_trace_is_replayed()
    {
        var found = Explore("manual/9-1", new ExploreOptions { Strategy = StrategyKind.Pct, Schedules = 2_000, OutDirectory = outDirectory }).Violations[0];

        using var replay = Lab.Traces.ReplaySession.Prepare(found.TracePath!, RealCatalog.Instance, ScenarioFiles.Locate(), null, out var errors);
        Assert.Empty(errors);
        var report = replay!.Execute(null, default);

        Assert.True(report.Ok);
        Assert.Equal(found.Counterexample.Violation.Rule, report.Run!.Findings[0].Rule.Id);
        Assert.Equal(found.Diagnosis!.Run.Digest.ToString("x16"), report.Run.TraceHash);
    }

    [Fact]
    public void A_run_that_is_kept_gives_the_same_hash_a_thousand_times()
    {
        var kept = Explore("manual/9-1", new ExploreOptions { Strategy = StrategyKind.Pct, Schedules = 2_000 }).Violations[0].Counterexample;
        var scenario = Load("manual/9-1");
        using var inputs = RunInputs.Read(scenario, new RunOptions(), scenario.Seed, [])!;
        var model = new ScenarioModel(scenario, RealCatalog.Instance, new RunOptions(), inputs, scenario.Seed, kept.Steps);

        for (var i = 0; i < 1_000; i++)
        {
            model.Begin(new ReplayStrategy(kept.Choices));
            model.World.Run(kept.Steps);
            Assert.Equal(kept.Digest, model.World.Digest.Value);
        }
    }

    [Fact]
    public void A_driver_that_is_broken_in_any_order_is_found_in_the_default_order()
    {
        var report = Explore("manual/9-7", new ExploreOptions { Schedules = 10 });

        Assert.Equal(0, Assert.Single(report.Violations).Counterexample.Schedule);
    }

    [Fact]
    public void A_cancelled_campaign_tells_what_it_has_so_far()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        var report = Explore("manual/9-1-corrected", new ExploreOptions(), cancelled.Token);

        Assert.Equal(CampaignEnd.Cancelled, report.Campaign.End);
        Assert.Equal(0, report.Campaign.Schedules);
    }

    private static ExploreReport Explore(string name, ExploreOptions options, CancellationToken cancellation = default)
    {
        using var session = ExploreSession.Prepare(Load(name), RealCatalog.Instance, options, out var errors);
        Assert.Empty(errors);
        return session!.Execute(null, cancellation);
    }

    private static Scenario Load(string name)
    {
        var (path, _) = ScenarioFiles.Locate().Find(name);
        var load = ScenarioLoader.Load(path!, RealCatalog.Instance, new ScenarioLoadOptions { Files = ScenarioFiles.Locate(), Untimed = true });
        Assert.Empty(load.Errors);
        return load.Scenario!;
    }

    private static string Facts(ExploreReport report) =>
        $"{report.Campaign.Schedules} {report.Campaign.Steps} {string.Join("; ", report.Violations.Select(found => $"{found.Counterexample.Schedule} {found.Counterexample.Violation.Rule} {found.Counterexample.Digest:x16}"))}";
}
