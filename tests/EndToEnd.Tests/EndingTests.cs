using System.Runtime.Versioning;
using DmaActors.EndToEnd.Tests.Assemblies;
using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.EndToEnd.Tests;

/// <summary>How runs end that do not end well.</summary>
public sealed class EndingTests : IDisposable
{
    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // as a script's shell starts what has an & behind it
    [UnsupportedOSPlatform("windows")]
    public void Ctrl_C_ends_a_run_with_the_figures_so_far_and_a_whole_document(bool ignoredAtFirst)
    {
        var trace = workspace.File("endless.trace");
        var scenario = workspace.Write("endless.yaml", Scenarios.Small.Replace("requests: 20", "requests: 1000000", StringComparison.Ordinal));
        string[] arguments = ["run", scenario, "--trace", trace, "--json"];
        var started = ignoredAtFirst ? DmaSim.StartIgnoringInterrupts(workspace.Path, arguments) : DmaSim.Start(workspace.Path, arguments);
        workspace.WaitUntil(started, () => File.Exists(trace) && new FileInfo(trace).Length > 100_000);

        DmaSim.Tool(workspace.Path, "kill", "-INT", started.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var result = DmaSim.Finish(started);

        Assert.Equal(3, result.ExitCode);
        Assert.True(result.Json.GetProperty("cancelled").GetBoolean());
        Assert.False(result.Json.GetProperty("ok").GetBoolean());
        Assert.InRange(result.Json.GetProperty("requests").GetInt64(), 1, 999_999);
        Assert.Matches("^end \\d+ ", File.ReadLines(trace).Last());
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Ctrl_C_while_a_turn_does_not_end_is_answered_too()
    {
        var marker = workspace.File("marker");
        var assembly = Compiled.To(workspace.File("hang.dll"), Compiled.Driver("hang", $"System.IO.File.WriteAllText(@\"{marker}\", \"x\"); while (true) {{ }}"));
        var started = DmaSim.Start(workspace.Path, "run", workspace.Write("hang.yaml", Scenarios.WithDriver("hang")), "--assembly", assembly, "--json");
        workspace.WaitUntil(started, () => File.Exists(marker));

        DmaSim.Tool(workspace.Path, "kill", "-INT", started.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var result = DmaSim.Finish(started);

        Assert.Equal(3, result.ExitCode);
        Assert.True(result.Json.GetProperty("cancelled").GetBoolean());
        Assert.Contains("disk0", result.Json.GetProperty("turn").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_reaches_its_bound_has_ended_early_and_nothing_was_wrong()
    {
        var result = workspace.Run("run", workspace.Write("bound.yaml", Scenarios.Small + "\nbounds: { steps: 100 }\n"), "--json");

        Assert.Equal(3, result.ExitCode);
        Assert.Equal("bound-reached", result.Json.GetProperty("verdict").GetString());
        Assert.Equal(100, result.Json.GetProperty("messages").GetInt64());
        Assert.False(result.Json.GetProperty("ok").GetBoolean());
    }

    [Fact]
    public void The_watchdog_ends_a_turn_without_an_end_and_says_where_it_is()
    {
        var assembly = Compiled.To(workspace.File("hang.dll"), Compiled.Driver("hang", "while (true) { }"));
        var result = workspace.Run("run", workspace.Write("hang.yaml", Scenarios.WithDriver("hang", "hang.dll")), "--trace", workspace.File("hang.trace"), "--json");

        Assert.NotEmpty(assembly);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal("livelock", result.Json.GetProperty("verdict").GetString());
        Assert.Contains("disk0", result.Json.GetProperty("turn").GetString(), StringComparison.Ordinal);
        Assert.Contains("HANGS", result.Errors, StringComparison.Ordinal);
        var steps = result.Json.GetProperty("messages").GetInt64();
        Assert.StartsWith($"{steps} ", File.ReadLines(workspace.File("hang.trace")).Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_that_leaves_a_driver_is_a_panic_and_no_stack_trace()
    {
        Compiled.To(workspace.File("thrower.dll"), Compiled.Driver("thrower", "throw new InvalidOperationException(\"[red]no such bit[/]\");"));
        var scenario = workspace.Write("thrower.yaml", Scenarios.WithDriver("thrower", "thrower.dll"));

        var json = workspace.Run("run", scenario, "--json");
        var text = workspace.Run("run", scenario);

        Assert.Equal(1, json.ExitCode);
        Assert.Equal("panic", json.Json.GetProperty("verdict").GetString());
        Assert.Contains("[red]no such bit[/]", json.Json.GetProperty("panic").GetString(), StringComparison.Ordinal);
        Assert.Contains("PANIC", text.Output, StringComparison.Ordinal);
        Assert.Contains("[red]no such bit[/]", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text.Output + text.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_driver_that_never_completes_its_requests_ends_in_a_deadlock_that_says_who_waits()
    {
        Compiled.To(workspace.File("lazy.dll"), Compiled.Driver("lazy", "return DdiTask.Completed;"));
        var result = workspace.Run("run", workspace.Write("lazy.yaml", Scenarios.WithDriver("lazy", "lazy.dll")), "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(result.Json.GetProperty("verdict").GetString(), new[] { "deadlock", "failed" });
        Assert.NotEmpty(result.Json.GetProperty("blocked").EnumerateArray());
    }

    [Fact]
    public void A_broken_rule_is_told_with_its_place_in_the_manual_and_its_cure()
    {
        Compiled.To(workspace.File("twice.dll"), "sealed class None { }\n" + Compiled.Driver("twice", "return Twice(bp);", "async DdiTask Twice(Buf bp) { await Ddi.BioDone(bp); await Ddi.BioDone(bp); }"));
        var scenario = workspace.Write("twice.yaml", Scenarios.WithDriver("twice", "twice.dll"));

        var json = workspace.Run("run", scenario, "--json");
        var text = workspace.Run("run", scenario);

        Assert.Equal(1, json.ExitCode);
        Assert.Equal("failed", json.Json.GetProperty("verdict").GetString());
        var finding = json.Json.GetProperty("findings").EnumerateArray().First(item => item.GetProperty("rule").GetString() == "DMA010");
        Assert.NotEqual("", finding.GetProperty("manual").GetString());
        Assert.NotEqual("", finding.GetProperty("cure").GetString());
        Assert.NotEqual("", finding.GetProperty("where").GetString());
        Assert.Contains("DMA010", text.Output, StringComparison.Ordinal);
        Assert.Contains("cure:", text.Output, StringComparison.Ordinal);
        Assert.Contains("FAILED", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_differ_are_told_with_request_offset_and_both_bytes()
    {
        // It says that all is done and moves nothing.
        Compiled.To(workspace.File("liar.dll"), Compiled.Driver("liar", "bp.Residual = 0; return Ddi.BioDone(bp);"));
        var result = workspace.Run("run", workspace.Write("liar.yaml", Scenarios.WithDriver("liar", "liar.dll")), "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("failed", result.Json.GetProperty("verdict").GetString());
        var difference = result.Json.GetProperty("difference");
        Assert.Equal("disk0", difference.GetProperty("disk").GetString());
        Assert.NotEqual(difference.GetProperty("expected").GetInt32(), difference.GetProperty("found").GetInt32());
        Assert.NotEqual("", difference.GetProperty("expectedFrom").GetString());
        Assert.NotEqual(result.Json.GetProperty("sha256").GetProperty("expected").GetString(), result.Json.GetProperty("sha256").GetProperty("found").GetString());
    }
}
