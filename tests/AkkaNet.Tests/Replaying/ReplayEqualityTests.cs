using DmaActors.AkkaNet.Tests.Support;
using DmaActors.Lab.Running;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Traces;

namespace DmaActors.AkkaNet.Tests.Replaying;

/// <summary>A tape of our own runtime gives the same messages in the same order on Akka: that our runtime delivers as an actor system does.</summary>
public sealed class ReplayEqualityTests(Runtimes runtimes, ScenarioCopies copies) : IClassFixture<Runtimes>, IClassFixture<ScenarioCopies>
{
    public static TheoryData<string, string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, string>();
            foreach (var scenario in Config.Scenarios)
            {
                foreach (var mode in new[] { "timed", "untimed" })
                {
                    foreach (var cpus in new[] { "many", "1" })
                        cases.Add(scenario, mode, cpus);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_run_recorded_on_our_runtime_is_the_same_on_Akka(string scenario, string mode, string cpus)
    {
        var trace = Record(copies.Variant(scenario, ("mode", mode), ("cpus", cpus)), out var recorded);

        var replay = Replay(trace);

        Assert.Null(replay.Divergence);
        Assert.Equal(recorded.TraceHash, replay.Run!.TraceHash);
        Assert.Equal(recorded.Messages, replay.Run.Messages);
        Assert.Equal(recorded.Verdict, replay.Run.Verdict);
        // A request that nobody completes ends a run after 15.
        Assert.True(recorded.Messages > 10, $"{recorded.Messages} messages show little.");
    }

    [Fact]
    public void A_choice_that_the_tape_has_otherwise_is_noticed_in_its_step()
    {
        var trace = Record(copies.Variant("shared-line.yaml"), out _);
        var lines = File.ReadAllLines(trace);
        var at = Array.FindIndex(lines, 60, line => line.StartsWith("choice Step 0/2", StringComparison.Ordinal));
        lines[at] = lines[at].Replace("0/2", "1/2", StringComparison.Ordinal);
        File.WriteAllLines(trace, lines);

        var replay = Replay(trace);

        Assert.NotNull(replay.Divergence);
        Assert.Equal(lines.Take(at).Count(line => char.IsAsciiDigit(line[0])) + 1, replay.Divergence.Step);
    }

    [Fact]
    public void A_trace_of_another_version_is_refused_with_the_line_that_differs()
    {
        var trace = Record(copies.Variant("shared-line.yaml"), out _);
        var lines = File.ReadAllLines(trace);
        lines[1] = lines[1].Replace("\"version\":\"", "\"version\":\"9", StringComparison.Ordinal);
        File.WriteAllLines(trace, lines);

        Assert.Null(ReplaySession.Prepare(trace, Config.Catalog, copies.Files, runtimes.Host(Runtimes.Replaying).RuntimeFor, out var errors));

        var error = Assert.Single(errors);
        Assert.Equal((trace, 2, "version"), (error.File, error.Line, error.Key));
    }

    private string Record(string scenario, out RunReport report)
    {
        var trace = copies.Trace();
        var load = ScenarioLoader.Load(scenario, Config.Catalog, new ScenarioLoadOptions { Files = copies.Files });
        Assert.Empty(load.Errors);
        using var session = RunSession.Prepare(load.Scenario!, Config.Catalog, new RunOptions { TracePath = trace }, out var errors);
        Assert.Empty(errors);
        report = session!.Execute(null, CancellationToken.None);
        return trace;
    }

    private ReplayReport Replay(string trace)
    {
        using var session = ReplaySession.Prepare(trace, Config.Catalog, copies.Files, runtimes.Host(Runtimes.Replaying).RuntimeFor, out var errors);
        Assert.Empty(errors);
        return session!.Execute(null, CancellationToken.None);
    }
}
