using System.Runtime.Versioning;
using System.Text.Json;
using DmaActors.EndToEnd.Tests.Assemblies;
using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.EndToEnd.Tests;

public sealed class ExploreTests : IDisposable
{
    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public void The_race_of_example_9_1_is_found_told_and_replayed()
    {
        var result = workspace.Run("explore", "manual/9-1", "--strategy", "pct", "--json");
        var json = result.Json;

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal("dmasim.explore/1", json.GetProperty("schema").GetString());
        Assert.False(json.GetProperty("ok").GetBoolean());
        Assert.Equal("failed", json.GetProperty("verdict").GetString());
        Assert.False(json.GetProperty("exhaustive").GetBoolean());
        var violation = Assert.Single(json.GetProperty("violations").EnumerateArray());
        Assert.Equal("DMA010", violation.GetProperty("rule").GetString());

        var replay = workspace.Run("replay", violation.GetProperty("trace").GetString()!, "--json");
        Assert.True(replay.ExitCode == 1, replay.ToString());
        Assert.True(replay.Json.GetProperty("reproduced").GetBoolean());
    }

    [Theory]
    [InlineData("random", "--schedules", "200")]
    [InlineData("pct", "--schedules", "200")]
    [InlineData("postpone", "--bound", "1")]
    [InlineData("dpor", "--schedules", "200")]
    public void The_driver_as_corrected_comes_out_clean(string strategy, string option, string value)
    {
        var result = workspace.Run("explore", "manual/9-1-corrected", "--strategy", strategy, option, value, "--json");

        // dpor says 3: it was not allowed to come to its end.
        Assert.True(result.ExitCode == (strategy == "dpor" ? 3 : 0), result.ToString());
        Assert.True(result.Json.GetProperty("ok").GetBoolean());
        Assert.Empty(result.Json.GetProperty("violations").EnumerateArray());
        Assert.Equal(strategy == "postpone", result.Json.GetProperty("exhaustive").GetBoolean());
    }

    [Theory]
    [InlineData("random", "random(seed 1)")]
    [InlineData("dpor", "dpor")]
    public void What_fails_in_the_default_order_is_reported_under_the_strategy_that_was_asked_for(string strategy, string told)
    {
        var result = workspace.Run("explore", "manual/hazards/9-1.2", "--strategy", strategy, "--json").Json;

        Assert.Equal((told, 0), (result.GetProperty("strategy").GetString(), result.GetProperty("schedules").GetInt64()));
    }

    [Fact]
    public void The_report_for_a_reader_names_rule_schedule_and_replay()
    {
        var result = workspace.Run("explore", "manual/9-1", "--strategy", "pct");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("DMA010", result.Output, StringComparison.Ordinal);
        Assert.Contains("dmasim replay", result.Output, StringComparison.Ordinal);
        Assert.Contains("BROKEN", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--strategy", "fastest", "one of random, pct, postpone, dpor")]
    [InlineData("--schedules", "0", "a whole number from 1 on")]
    [InlineData("--schedules", "many", "a whole number from 1 on")]
    [InlineData("--time", "0", "a whole number from 1")]
    [InlineData("--workers", "0", "a whole number from 1")]
    [InlineData("--bound", "0", "a whole number from 1")]
    [InlineData("--bound", "2", "--schedules or --time with it")]
    [InlineData("--trace", "x.trace", "the command without it")]
    [InlineData("--rule", "DMA10", "did you mean `DMA010`? an id of `dmasim list rules`, or one of panic, deadlock")]
    [InlineData("--rule", "Deadlock", "did you mean `deadlock`?")]
    [InlineData("--rule", "everything", "an id of `dmasim list rules`, or one of panic, deadlock")]
    public void Arguments_that_mean_nothing_say_what_would_be_right(string option, string value, string expected)
    {
        var result = workspace.Run("explore", "manual/9-1-corrected", option, value, "--json");

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains(expected, Assert.Single(Errors(result)).GetProperty("expected").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_cannot_be_written_is_refused_before_anything_is_run()
    {
        var file = workspace.Write("file", "");

        var result = workspace.Run("explore", "manual/9-1", "--out", file, "--json");

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Equal("--out", Assert.Single(Errors(result)).GetProperty("key").GetString());
    }

    [Fact]
    public void A_scenario_without_an_end_is_no_race()
    {
        var result = workspace.Run("explore", workspace.Write("endless.yaml", Scenarios.Small.Replace("requests: 20", "requests: 10000", StringComparison.Ordinal) + "\nbounds: { steps: 5000 }\n"), "--json");

        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.Equal("step-bound", result.Json.GetProperty("end").GetString());
        Assert.Empty(result.Json.GetProperty("violations").EnumerateArray());
    }

    [Fact]
    public void A_driver_whose_runs_depend_on_a_static_field_is_told_from_one_with_a_race()
    {
        const string Leak = """
            if (System.Threading.Interlocked.Increment(ref Counter.Value) % 2 == 0) throw new System.InvalidOperationException("by the number of the run");
            return default;
            """;
        var assembly = Compiled.To(workspace.File("leak.dll"), Compiled.Driver("leak", Leak) + "\ninternal static class Counter { public static int Value; }\n");
        var scenario = workspace.Write("leak.yaml", Scenarios.WithDriver("leak"));

        var refused = workspace.Run("explore", scenario, "--assembly", assembly, "--json");
        Assert.True(refused.ExitCode == 2, refused.ToString());

        var result = workspace.Run("explore", scenario, "--assembly", assembly, "--allow-nondeterminism", "--workers", "1", "--json");
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("Equal choices gave different runs", Assert.Single(Errors(result)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    /// <summary>dpor comes back to orders that it has seen, and there it is noticed even where nothing is broken.</summary>
    [Fact]
    public void A_driver_whose_runs_differ_without_breaking_anything_is_no_fault_of_dmasim_either()
    {
        const string Leak = """
            async DdiTask Odd(Buf bp)
            {
                if (Interlocked.Increment(ref Counter.Value) % 7 == 0)
                    await Ddi.Delay(new VirtualDuration(1));
                await Ddi.BioDone(bp);
            }
            """;
        var assembly = Compiled.To(workspace.File("odd.dll"), Compiled.Driver("odd", "return Odd(bp);", Leak) + "\ninternal static class Counter { public static int Value; }\n");
        var scenario = workspace.Write("odd.yaml", Scenarios.WithDriver("odd"));

        var result = workspace.Run("explore", scenario, "--assembly", assembly, "--allow-nondeterminism", "--strategy", "dpor", "--schedules", "500", "--rule", "DMA053", "--json");

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("Equal choices gave different runs", Assert.Single(Errors(result)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_allowed_although_it_cannot_be_repeated_stands_in_the_report()
    {
        var assembly = Compiled.To(workspace.File("clock.dll"), Compiled.Driver("clock", "if (DateTime.Now.Ticks == 0) return DdiTask.Completed; return Ddi.BioDone(bp);"));
        string[] arguments = ["explore", workspace.Write("clock.yaml", Scenarios.WithDriver("clock")), "--assembly", assembly, "--allow-nondeterminism", "--schedules", "3", "--rule", "DMA053"];

        Assert.Contains("not repeatable", workspace.Run(arguments).Output, StringComparison.Ordinal);
        Assert.NotEmpty(workspace.Run([.. arguments, "--json"]).Json.GetProperty("nondeterminism").EnumerateArray());
    }

    /// <summary>A trace never has code loaded: whoever copies the command must not have to find out which.</summary>
    [Fact]
    public void The_command_that_replays_a_run_of_a_users_driver_names_its_assembly()
    {
        Compiled.To(workspace.File("idle.dll"), Compiled.Driver("idle", "return DdiTask.Completed;"));
        var scenario = workspace.Write("idle.yaml", Scenarios.WithDriver("idle", "idle.dll"));

        var told = workspace.Run("explore", scenario).Output.Split('\n').Single(line => line.Contains("dmasim replay ", StringComparison.Ordinal));
        var replay = workspace.Run(told[told.IndexOf("replay ", StringComparison.Ordinal)..].Trim().Split(' '));

        Assert.EndsWith(" --assembly idle.dll", told.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("REPRODUCED", replay.Output, StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Ctrl_C_ends_an_exploration_with_what_it_has_and_resume_goes_on()
    {
        string[] arguments = ["explore", "manual/9-1-corrected", "--schedules", "100000000", "--json", "--out", workspace.File("kept")];
        var started = DmaSim.Start(workspace.Path, arguments);
        var state = Path.Combine(workspace.File("kept"), "explore.json");
        workspace.WaitUntil(started, () => File.Exists(state));

        DmaSim.Tool(workspace.Path, "kill", "-INT", started.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var result = DmaSim.Finish(started);

        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.Equal("cancelled", result.Json.GetProperty("end").GetString());
        var kept = JsonDocument.Parse(File.ReadAllText(state)).RootElement.GetProperty("schedules").GetInt64();
        Assert.InRange(kept, 1, result.Json.GetProperty("schedules").GetInt64());

        var resumed = workspace.Run("explore", "manual/9-1-corrected", "--schedules", (kept + 100).ToString(System.Globalization.CultureInfo.InvariantCulture), "--resume", workspace.File("kept"), "--json");
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Equal(kept + 100, resumed.Json.GetProperty("schedules").GetInt64());
    }

    private static IEnumerable<JsonElement> Errors(Result result) => result.Json.GetProperty("errors").EnumerateArray();
}
