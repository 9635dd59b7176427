using System.Text.Json;
using DmaActors.EndToEnd.Tests.Assemblies;
using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.EndToEnd.Tests;

public sealed class ExplainTests : IDisposable
{
    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public void What_explore_finds_is_explained_with_races_rule_and_what_is_left()
    {
        var result = workspace.Run("explore", "manual/9-1", "--strategy", "pct", "--json");

        var found = Assert.Single(result.Json.GetProperty("violations").EnumerateArray());
        Assert.InRange(found.GetProperty("minimalSteps").GetInt64(), 1, 80);
        Assert.InRange(found.GetProperty("minimalSwitches").GetInt32(), 1, 5);
        var explanation = found.GetProperty("explanation");
        Assert.Equal(found.GetProperty("minimalSwitches").GetInt32(), explanation.GetProperty("races").GetArrayLength());
        Assert.All(explanation.GetProperty("races").EnumerateArray(), race => Assert.True(race.GetProperty("otherwisePasses").GetBoolean()));
        Assert.Equal(2, explanation.GetProperty("requests").GetArrayLength());
        Assert.True(explanation.GetProperty("minimal").GetBoolean());
        Assert.Contains("9-8", explanation.GetProperty("manual").GetString(), StringComparison.Ordinal);
        var sentence = explanation.GetProperty("sentence").GetString();
        Assert.Contains("Busy = false, and ", sentence, StringComparison.Ordinal);
        Assert.Contains("saw Busy = true; nobody released anything afterwards", sentence, StringComparison.Ordinal);
    }

    /// <summary>That every request is completed once is the rule that a lost wake-up breaks, and no advice to whoever has lost one.</summary>
    [Theory]
    [InlineData("9-1.1", "postpone", "keep the mutex from the bind until its outcome is written down")]
    [InlineData("9-1.4", "random", "call biodone on every path")]
    [InlineData("9-6.1", "random", "free the handle, which makes the last callback run")]
    public void The_cure_of_a_callback_that_is_left_on_its_list_is_about_the_callback(string hazard, string strategy, string cure)
    {
        var found = workspace.Run("explore", $"manual/hazards/{hazard}", "--strategy", strategy, "--json").Json.GetProperty("violations").EnumerateArray().First();

        Assert.Contains(cure, found.GetProperty("explanation").GetProperty("cure").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_trace_of_a_timed_run_is_explained_too()
    {
        workspace.Run("run", "manual/9-1", "--trace", workspace.File("timed.trace"), "--quiet");

        var result = workspace.Run("explain", workspace.File("timed.trace"), "--json");
        var json = result.Json;

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("dmasim.explain/1", json.GetProperty("schema").GetString());
        Assert.Equal("DMA010", json.GetProperty("rule").GetString());
        Assert.InRange(json.GetProperty("minimalSteps").GetInt64(), 1, 80);
        var sentence = json.GetProperty("explanation").GetProperty("sentence").GetString();
        Assert.Contains("between the failed bind of", sentence, StringComparison.Ordinal);
        Assert.Contains("its Busy = false, and saw Busy = true; nobody released anything afterwards", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_passes_needs_no_explanation()
    {
        workspace.Run("run", "manual/9-1-corrected", "--trace", workspace.File("good.trace"), "--quiet");

        var result = workspace.Run("explain", workspace.File("good.trace"));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("OK: nothing is wrong with this run", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace_that_is_cut_short_is_not_said_to_be_fine()
    {
        var trace = Lost();
        File.WriteAllLines(trace, File.ReadLines(trace).SkipLast(1).ToList());

        var result = workspace.Run("explain", trace, "--json");

        Assert.Equal(3, result.ExitCode);
        Assert.True(result.Json.GetProperty("cutShort").GetBoolean());
        Assert.Equal((false, "bound-reached"), (result.Json.GetProperty("ok").GetBoolean(), result.Json.GetProperty("verdict").GetString()));
        Assert.Contains("CUT SHORT", workspace.Run("explain", trace).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace_with_a_step_edited_is_told_from_a_race_and_followed_by_name()
    {
        var trace = Lost();
        var lines = File.ReadAllLines(trace);
        var at = Array.FindIndex(lines, line => line.StartsWith("40 ", StringComparison.Ordinal));
        lines[at] += "!";
        File.WriteAllLines(trace, lines);

        var result = workspace.Run("explain", trace, "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(40, result.Json.GetProperty("divergence").GetProperty("step").GetInt64());
        Assert.Equal(JsonValueKind.Null, result.Json.GetProperty("rule").ValueKind);
        var byName = result.Json.GetProperty("byName");
        Assert.Equal((result.Json.GetProperty("steps").GetInt64(), 0), (byName.GetProperty("followed").GetInt64(), byName.GetProperty("extra").GetInt64()));
        Assert.Equal(("failed", "DMA010"), (byName.GetProperty("verdict").GetString(), byName.GetProperty("rule").GetString()));
        Assert.Contains("nobody released anything afterwards", byName.GetProperty("explanation").GetProperty("sentence").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"ordinal\":2", "\"ordinal\":99", "excerpt")]
    [InlineData("\"disk0\",", "\"disk7\",", "excerpt")]
    [InlineData("\"seed\":\"1\"", "\"seed\":\"one\"", "seed")]
    public void A_header_that_was_edited_is_refused_by_the_key(string old, string edited, string key)
    {
        var trace = Lost();
        var text = File.ReadAllText(trace);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(trace, text.Replace(old, edited, StringComparison.Ordinal));

        foreach (var command in new[] { "replay", "explain" })
        {
            var result = workspace.Run(command, trace, "--json");

            Assert.Equal(2, result.ExitCode);
            Assert.Equal(key, Assert.Single(result.JsonErrors).GetProperty("key").GetString());
        }
    }

    [Fact]
    public void A_trace_with_a_line_taken_out_is_refused_with_the_line()
    {
        var trace = Lost();
        var lines = File.ReadAllLines(trace).ToList();
        var at = lines.FindIndex(line => line.StartsWith("30 ", StringComparison.Ordinal));
        lines.RemoveAt(at);
        File.WriteAllLines(trace, lines);

        var result = workspace.Run("replay", trace, "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(result.JsonErrors, error => error.GetProperty("line").GetInt32() == lines.FindIndex(line => line.StartsWith("31 ", StringComparison.Ordinal)) + 1);
    }

    [Fact]
    public void A_trace_that_is_cut_short_is_run_as_far_as_it_goes_and_called_so()
    {
        var trace = Lost();
        var text = File.ReadAllText(trace);
        File.WriteAllText(trace, text[..(text.Length / 2)]);

        var result = workspace.Run("replay", trace, "--json");

        Assert.Equal(3, result.ExitCode);
        Assert.True(result.Json.GetProperty("cutShort").GetBoolean());
        Assert.True(result.Json.GetProperty("reproduced").GetBoolean());
        Assert.Equal(result.Json.GetProperty("steps").GetInt64(), result.Json.GetProperty("replayed").GetInt64());
    }

    [Fact]
    public void A_driver_that_has_changed_is_followed_by_name()
    {
        var (trace, assembly) = Changed("return Again();");

        var result = workspace.Run("replay", trace, "--assembly", assembly, "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.False(result.Json.GetProperty("reproduced").GetBoolean());
        Assert.NotEqual(JsonValueKind.Null, result.Json.GetProperty("divergence").ValueKind);
        var byName = result.Json.GetProperty("byName");
        Assert.Equal(result.Json.GetProperty("steps").GetInt64(), byName.GetProperty("followed").GetInt64());
        Assert.True(byName.GetProperty("extra").GetInt64() > 0);
        Assert.Contains(byName.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("rule").GetString() == "DMA014");
    }

    [Fact]
    public void What_a_driver_that_has_changed_still_does_wrong_is_explained_by_name()
    {
        var (trace, assembly) = Changed("return Again();");

        var result = workspace.Run("explain", trace, "--assembly", assembly, "--json", "--report", workspace.File("still.html"));
        var text = workspace.Run("explain", trace, "--assembly", assembly).Output;

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.NotEqual(JsonValueKind.Null, result.Json.GetProperty("divergence").ValueKind);
        Assert.Equal(JsonValueKind.Null, result.Json.GetProperty("explanation").ValueKind);
        var byName = result.Json.GetProperty("byName");
        Assert.Equal(result.Json.GetProperty("steps").GetInt64(), byName.GetProperty("followed").GetInt64());
        Assert.True(byName.GetProperty("extra").GetInt64() > 0);
        Assert.Equal("DMA014", byName.GetProperty("rule").GetString());
        Assert.Equal(1, byName.GetProperty("explanation").GetProperty("requests").GetArrayLength());
        Assert.InRange(byName.GetProperty("minimalSteps").GetInt64(), 1, 80);
        Assert.Matches("(?s)DIFFERS.*BY NAME.*\\(all, and .* others?\\).*DMA014.*why: .*smallest: ", text);
        Assert.Contains("explained by the smallest run", File.ReadAllText(workspace.File("still.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_driver_that_has_changed_no_longer_does_wrong_is_not_told_of_it()
    {
        var (trace, assembly) = Changed("bp.Residual = bp.ByteCount; Ddi.BioError(bp, Errno.EIO); return Ddi.BioDone(bp);");

        var result = workspace.Run("explain", trace, "--assembly", assembly, "--json");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.False(result.Json.GetProperty("ok").GetBoolean());
        Assert.Equal("request", result.Json.GetProperty("byName").GetProperty("rule").GetString()); // it is not lost any more
    }

    /// <summary>The trace of a driver that forgets its requests, and the assembly of what has become of that driver since.</summary>
    private (string Trace, string Assembly) Changed(string strategy)
    {
        var assembly = Compiled.To(workspace.File("user.dll"), Compiled.Driver("user", "return default;"));
        var scenario = workspace.Write("user.yaml", Scenarios.WithDriver("user", "user.dll"));
        var trace = workspace.File("user.trace");
        Assert.Equal(1, workspace.Run("run", scenario, "--trace", trace, "--quiet").ExitCode);
        Compiled.To(assembly, Compiled.Driver("user", strategy, "private async DdiTask Again() { var mu = Mutex(\"mu\"); await mu.Enter(); mu.Exit(); }"));
        return (trace, assembly);
    }

    private string Lost()
    {
        workspace.Run("explore", "manual/9-1", "--strategy", "pct", "--quiet");
        return Assert.Single(Directory.GetFiles(workspace.File("out"), "*.trace"));
    }
}
