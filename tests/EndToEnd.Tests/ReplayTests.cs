using DmaActors.EndToEnd.Tests.Assemblies;
using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.EndToEnd.Tests;

public sealed class ReplayTests : IDisposable
{
    private readonly Workspace workspace = new();
    private readonly string scenario;
    private readonly string trace;

    public ReplayTests()
    {
        scenario = workspace.Write("small.yaml", Scenarios.Small);
        trace = workspace.File("small.trace");
        Assert.Equal(0, workspace.Run("run", scenario, "--seed", "5", "--trace", trace, "--quiet").ExitCode);
    }

    public void Dispose() => workspace.Dispose();

    [Fact]
    public void A_trace_is_reproduced_step_by_step()
    {
        var result = workspace.Run("replay", trace, "--json");
        var json = result.Json;

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("dmasim.replay/1", json.GetProperty("schema").GetString());
        Assert.True(json.GetProperty("reproduced").GetBoolean());
        Assert.Equal("5", json.GetProperty("seed").GetString());
        Assert.Equal(json.GetProperty("steps").GetInt64(), json.GetProperty("replayed").GetInt64());
        Assert.Contains("REPRODUCED", workspace.Run("replay", trace).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace_that_no_longer_matches_says_at_which_step_and_what_differs()
    {
        var lines = File.ReadAllLines(trace);
        var at = Array.FindIndex(lines, line => line.StartsWith("50 ", StringComparison.Ordinal));
        lines[at] += "!";
        File.WriteAllLines(trace, lines);

        var result = workspace.Run("replay", trace, "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.False(result.Json.GetProperty("ok").GetBoolean());
        Assert.False(result.Json.GetProperty("reproduced").GetBoolean());
        var divergence = result.Json.GetProperty("divergence");
        Assert.Equal(50, divergence.GetProperty("step").GetInt64());
        Assert.Equal(lines[at], divergence.GetProperty("expected").GetString());
        Assert.Equal(lines[at][..^1], divergence.GetProperty("found").GetString());
    }

    [Fact]
    public void A_trace_whose_scenario_has_changed_is_refused()
    {
        File.AppendAllText(scenario, "\nseed: 2\n");

        var result = workspace.Run("replay", trace, "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("scenarioSha256", Assert.Single(result.JsonErrors).GetProperty("key").GetString());
    }

    [Theory]
    [InlineData("nothing like a trace\n")]
    [InlineData("dmasim-trace 9\n{}\n")]
    [InlineData("dmasim-trace 1\nno header\n")]
    [InlineData("")]
    public void What_is_no_trace_is_refused(string text)
    {
        var result = workspace.Run("replay", workspace.Write("odd.trace", text), "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.NotEmpty(result.JsonErrors);
    }

    [Fact]
    public void A_line_that_is_missing_is_told_once_at_the_place_where_it_was()
    {
        var trace = workspace.File("gap.trace");
        workspace.Run("run", workspace.Write("small.yaml", Scenarios.Small), "--trace", trace, "--quiet");
        var lines = File.ReadAllLines(trace).ToList();
        var at = lines.FindIndex(line => line.StartsWith("40 ", StringComparison.Ordinal));
        lines.RemoveAt(at);
        File.WriteAllLines(trace, lines);

        var error = Assert.Single(workspace.Run("replay", trace, "--json").JsonErrors);

        Assert.InRange(error.GetProperty("line").GetInt32(), at + 1, at + 2);
        Assert.StartsWith("not step 40: '41 ", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [FactWithFile("/dev/zero")]
    public void What_has_no_end_is_refused_by_its_beginning()
    {
        var result = workspace.Run("replay", "/dev/zero", "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.NotEmpty(result.JsonErrors);
    }

    [Fact]
    public void A_trace_never_has_code_loaded()
    {
        var assembly = Compiled.To(workspace.File("user.dll"), Compiled.Driver("user", "bp.Residual = 0; return Ddi.BioDone(bp);"));
        var other = workspace.Write("user.yaml", Scenarios.WithDriver("user", "user.dll"));
        var made = workspace.Run("run", other, "--trace", workspace.File("user.trace"), "--quiet");
        Assert.Equal(1, made.ExitCode); // it moves no data

        var without = workspace.Run("replay", workspace.File("user.trace"), "--json");
        var with = workspace.Run("replay", workspace.File("user.trace"), "--assembly", assembly, "--json");

        Assert.Equal(2, without.ExitCode);
        var missing = Assert.Single(without.JsonErrors);
        Assert.Equal(("--assembly", "--assembly user.dll"), (missing.GetProperty("key").GetString(), missing.GetProperty("expected").GetString()));
        Assert.Equal(1, with.ExitCode);
        Assert.True(with.Json.GetProperty("reproduced").GetBoolean());
        Assert.Equal("failed", with.Json.GetProperty("verdict").GetString());
    }
}
