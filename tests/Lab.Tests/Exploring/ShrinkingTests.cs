using DmaActors.Exploration.Explanation;
using DmaActors.Lab.Exploring;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Tests.Scenarios;
using DmaActors.Lab.Traces;

namespace DmaActors.Lab.Tests.Exploring;

/// <summary>What is left of the violations of the manual's examples, and whether its traces can be run again.</summary>
public sealed class ShrinkingTests : IDisposable
{
    private const int MostSteps = 80;

    private readonly string outDirectory = Directory.CreateTempSubdirectory("dmasim-shrink-").FullName;

    public void Dispose() => Directory.Delete(outDirectory, recursive: true);

    [Theory]
    [InlineData("manual/9-1", StrategyKind.Pct, "DMA010", 2, 2)]
    [InlineData("manual/9-1", StrategyKind.Postpone, "DMA010", 2, 2)]
    [InlineData("manual/9-4", StrategyKind.Pct, "DMA002", 0, 2)]
    [InlineData("manual/9-5", StrategyKind.Pct, "DMA010", 0, 1)]
    [InlineData("manual/9-6", StrategyKind.Pct, "deadlock", 0, 0)]
    [InlineData("manual/9-7", StrategyKind.Postpone, "DMA080", 0, 1)]
    [InlineData("manual/9-8", StrategyKind.Pct, "panic", 0, 1)]
    public void A_violation_shrinks_to_few_steps_switches_and_requests(string scenario, StrategyKind strategy, string rule, int switches, int requests)
    {
        var found = Assert.Single(Explore(scenario, new ExploreOptions { Strategy = strategy, Schedules = 2_000 }).Violations);

        var diagnosis = found.Diagnosis!;
        Assert.Equal(rule, diagnosis.Run.Violation.Rule);
        Assert.Equal(switches, diagnosis.Diagnosis.Minimal.Switches);
        Assert.Equal(requests, diagnosis.Kept.Requests.Count);
        Assert.InRange(diagnosis.Run.Steps, 1, MostSteps);
        Assert.True(diagnosis.Diagnosis.Minimal.IsMinimal);
        Assert.Equal(switches, diagnosis.Diagnosis.Pairs.Count);
    }

    [Fact]
    public void Without_any_of_its_races_the_lost_wakeup_does_not_happen()
    {
        var diagnosis = LostWakeUp();

        Assert.All(diagnosis.Pairs, pair => Assert.True(pair.Neighbour.Passes));
        var race = diagnosis.Pairs[^1];
        var loser = diagnosis.Violation.Where;

        // The callback overtakes the answer to the bind that failed, or has that behind it and takes the mutex first.
        Assert.Contains(
            ((race.First.Receiver, race.First.MessageType), (race.Second.Receiver, race.Second.MessageType)),
            new[] { ((loser, "RunCallback"), ($"{loser}/strategy#1", "Reply")), (($"{loser}/callback#1", "Enter mu"), ($"{loser}/strategy#1", "Enter mu")) });
    }

    [Fact]
    public void It_is_certain_when_the_callback_has_the_mutex()
    {
        var diagnosis = LostWakeUp();

        Assert.Equal(($"{diagnosis.Violation.Where}/callback#1", "Enter mu"), (diagnosis.Certainty.Step!.Receiver, diagnosis.Certainty.Step.MessageType));
        Assert.True(diagnosis.Certainty.Escape!.Passes);
    }

    [Fact]
    public void What_contexts_saw_of_soft_state_stands_with_the_steps()
    {
        var diagnosis = LostWakeUp();
        var loser = diagnosis.Violation.Where;

        var busy = diagnosis.Steps.SelectMany(step => step.SoftState).Where(access => access.Instance == loser && access.Member == "Busy").ToList();

        Assert.Equal(
            [($"{loser}/strategy#1", false, "false"), ($"{loser}/strategy#1", true, "true"), ($"{loser}/callback#1", false, "true"), ($"{loser}/strategy#1", true, "false")],
            busy.Where(access => !access.Context.Contains("interrupt", StringComparison.Ordinal)).Select(access => (access.Context, access.IsWrite, access.Value)));
    }

    [Theory]
    [InlineData("manual/9-1")]
    [InlineData("manual/9-4")]
    [InlineData("manual/9-6")]
    public void The_trace_of_the_smallest_run_names_what_is_left_and_is_reproduced(string scenario)
    {
        var found = Explore(scenario, new ExploreOptions { Strategy = StrategyKind.Pct, Schedules = 500 }).Violations[0];

        using var session = ReplaySession.Prepare(found.TracePath!, RealCatalog.Instance, ScenarioFiles.Locate(), null, out var errors);
        Assert.Empty(errors);
        var replay = session!.Execute(null, CancellationToken.None);

        Assert.Null(replay.Divergence);
        Assert.Equal(found.Diagnosis!.Run.Steps, replay.Run!.Messages);
        Assert.False(replay.Run.Ok);
    }

    [Fact]
    public void A_line_that_is_shared_without_need_is_parted_and_its_trace_says_so()
    {
        var found = Explore("manual/9-1", new ExploreOptions { Strategy = StrategyKind.Pct, Schedules = 500 }).Violations[0];

        Assert.True(found.Diagnosis!.Kept is { OwnLines: true, WholeGrants: true });
        Assert.Equal(", each instance on an interrupt line of its own, each cookie moved in one grant", found.Diagnosis.Simpler);
        var interrupts = found.Diagnosis.Diagnosis.Steps.Where(step => step.MessageType == "Interrupt").Select(step => step.Message);
        Assert.Equal(interrupts.Distinct(), interrupts); // one for each transfer, and no other handler is asked
        Assert.Contains("\"ownLines\":true,\"wholeGrants\":true", File.ReadLines(found.TracePath!).ElementAt(1), StringComparison.Ordinal);
    }

    [Fact]
    public void Violations_that_come_to_the_same_are_told_once()
    {
        var report = Explore("manual/9-8", new ExploreOptions { Strategy = StrategyKind.Pct, Schedules = 100, KeepGoing = true });

        Assert.Single(report.Violations);
    }

    [Fact]
    public void What_is_left_does_not_depend_on_who_looks_and_how_often()
    {
        var (one, other) = (LostWakeUp(), LostWakeUp());

        Assert.Equal(one.Minimal.Run.Digest, other.Minimal.Run.Digest);
        Assert.Equal(one.Minimal.Runs, other.Minimal.Runs);
    }

    private Diagnosis LostWakeUp() => Explore("manual/9-1", new ExploreOptions { Strategy = StrategyKind.Pct, Schedules = 500 }).Violations[0].Diagnosis!.Diagnosis;

    private ExploreReport Explore(string name, ExploreOptions options)
    {
        var files = ScenarioFiles.Locate();
        var scenario = ScenarioLoader.Load(files.Find(name).Path!, RealCatalog.Instance, new ScenarioLoadOptions { Files = files, Untimed = true }).Scenario!;
        using var session = ExploreSession.Prepare(scenario, RealCatalog.Instance, options with { OutDirectory = outDirectory }, out var errors);
        Assert.Empty(errors);
        return session!.Execute(null, CancellationToken.None);
    }
}
