using DmaActors.Exploration.Campaigns;
using DmaActors.Lab.Exploring;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Tests.Scenarios;

namespace DmaActors.Lab.Tests.Exploring;

public sealed class ResumeTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("dmasim-resume-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Theory]
    [InlineData(StrategyKind.Pct, 64)]
    [InlineData(StrategyKind.Pct, 100)]
    [InlineData(StrategyKind.Random, 130)]
    [InlineData(StrategyKind.Postpone, 150)]
    public void An_exploration_that_goes_on_ends_as_one_that_was_never_ended(StrategyKind strategy, int firstPart)
    {
        var options = new ExploreOptions { Strategy = strategy, Schedules = 400, KeepGoing = true, Workers = 2 };
        var whole = Explore(options);

        Explore(options with { Schedules = firstPart, OutDirectory = directory });
        var resumed = Explore(options with { OutDirectory = directory, Resume = true });

        Assert.Equal(Facts(whole), Facts(resumed));
        Assert.True(whole.Campaign.Schedules == 400);
    }

    [Fact]
    public void What_was_broken_off_in_the_middle_is_run_again()
    {
        var options = new ExploreOptions { Strategy = StrategyKind.Pct, Schedules = 300, KeepGoing = true };
        using var stop = new CancellationTokenSource();
        Explore(options with { OutDirectory = directory }, progress: _ => stop.Cancel(), cancellation: stop.Token);

        var resumed = Explore(options with { OutDirectory = directory, Resume = true });

        Assert.Equal(Facts(Explore(options)), Facts(resumed));
    }

    [Theory]
    [InlineData("manual/hazards/9-8.5-corrected", 2_000, false)]
    [InlineData("manual/hazards/9-8.5-corrected", 300, false)]
    [InlineData("manual/hazards/9-8.6", 2, false)] // a violation ends it
    [InlineData("manual/hazards/9-8.6", 300, true)]
    public void Dpor_goes_on_with_the_parts_that_are_not_done(string scenario, int firstPart, bool keepGoing)
    {
        var options = new ExploreOptions { Strategy = StrategyKind.Dpor, KeepGoing = keepGoing, Schedules = 3_000, Diagnose = false };
        var whole = Explore(options, scenario);
        Assert.True(whole.Campaign.Schedules > firstPart);

        Explore(options with { Schedules = firstPart, OutDirectory = directory }, scenario);
        var resumed = Explore(options with { OutDirectory = directory, Resume = true }, scenario);
        var again = Explore(options with { OutDirectory = directory, Resume = true, Workers = 2 }, scenario);

        Assert.Equal(Facts(whole), Facts(resumed));
        Assert.Equal(Facts(whole), Facts(again));
    }

    [Fact]
    public void Dpor_that_was_broken_off_in_the_middle_ends_as_if_it_was_not()
    {
        const string Scenario = "manual/hazards/9-8.5-corrected";
        var options = new ExploreOptions { Strategy = StrategyKind.Dpor, Schedules = 3_000 };
        using var stop = new CancellationTokenSource();
        Explore(options with { OutDirectory = directory }, Scenario, _ => stop.Cancel(), stop.Token);

        var resumed = Explore(options with { OutDirectory = directory, Resume = true }, Scenario);

        Assert.Equal(Facts(Explore(options, Scenario)), Facts(resumed));
    }

    [Fact]
    public void Parts_that_a_violation_has_ended_are_not_those_of_an_exploration_that_keeps_going()
    {
        var options = new ExploreOptions { Strategy = StrategyKind.Dpor, Schedules = 20, OutDirectory = directory, Diagnose = false };
        Explore(options);

        Assert.Equal("strategy", Refusal(options with { KeepGoing = true, Resume = true }).Key);
    }

    [Fact]
    public void An_exploration_of_drivers_that_were_compiled_anew_is_no_beginning_of_this_one()
    {
        var options = new ExploreOptions { Strategy = StrategyKind.Pct, Schedules = 10, KeepGoing = true, OutDirectory = directory };
        Explore(options);
        var state = Path.Combine(directory, "explore.json");
        var code = typeof(DmaActors.Drivers.Manual.ManualDriver).Module.ModuleVersionId.ToString("N");
        var text = File.ReadAllText(state);
        Assert.Contains(code, text, StringComparison.Ordinal);
        File.WriteAllText(state, text.Replace(code, new string('0', code.Length), StringComparison.Ordinal));

        Assert.Equal("code", Refusal(options with { Resume = true }).Key);
    }

    [Fact]
    public void An_exploration_by_another_strategy_or_seed_is_no_beginning_of_this_one()
    {
        var options = new ExploreOptions { Strategy = StrategyKind.Pct, Schedules = 10, KeepGoing = true, OutDirectory = directory };
        Explore(options);

        Assert.Equal("strategy", Refusal(options with { Strategy = StrategyKind.Random, Resume = true }).Key);
        Assert.Equal("strategy", Refusal(options with { Seed = 77, Resume = true }).Key);
        Assert.Equal("scenarioSha256", Refusal(options with { Resume = true }, "manual/9-1-corrected").Key);
    }

    [Fact]
    public void A_directory_that_nobody_explored_in_is_refused()
    {
        var error = Refusal(new ExploreOptions { OutDirectory = directory, Resume = true });

        Assert.Equal("--resume", error.Key);
        Assert.Equal(directory, error.File);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    public void A_file_that_is_cut_short_is_refused(string text)
    {
        File.WriteAllText(Path.Combine(directory, "explore.json"), text);

        Assert.EndsWith("explore.json", Refusal(new ExploreOptions { OutDirectory = directory, Resume = true }).File, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_explorations_cannot_have_one_directory()
    {
        using var first = ExploreDirectory.Open(directory, out _);

        Assert.Contains("another exploration", Refusal(new ExploreOptions { OutDirectory = directory }).Message, StringComparison.Ordinal);
    }

    private static InputError Refusal(ExploreOptions options, string name = "manual/9-1")
    {
        using var session = Prepare(options, name, out var errors);
        Assert.Null(session);
        return Assert.Single(errors);
    }

    private static ExploreReport Explore(ExploreOptions options, string name = "manual/9-1", Action<CampaignProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var session = Prepare(options, name, out var errors);
        Assert.Empty(errors);
        return session!.Execute(progress, cancellation);
    }

    private static ExploreSession? Prepare(ExploreOptions options, string name, out IReadOnlyList<InputError> errors)
    {
        var (path, _) = ScenarioFiles.Locate().Find(name);
        var load = ScenarioLoader.Load(path!, RealCatalog.Instance, new ScenarioLoadOptions { Files = ScenarioFiles.Locate(), Untimed = true });
        return ExploreSession.Prepare(load.Scenario!, RealCatalog.Instance, options, out errors);
    }

    private static string Facts(ExploreReport report) =>
        $"{report.Campaign.Schedules} {report.Campaign.Classes} {report.Campaign.Steps} {report.Campaign.End} {report.Campaign.Exhaustive} {string.Join("; ", report.Violations.Select(found => $"{found.Counterexample.Schedule} {found.Counterexample.Violation.Rule} {found.Counterexample.Digest:x16}"))}";
}
