using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json;
using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.EndToEnd.Tests;

/// <summary><c>dmasim hazards</c> for scripts: its document, and its exit codes.</summary>
public sealed class HazardsTests : IDisposable
{
    private static readonly string[] Quickly = ["--seeds", "2", "--schedules", "20", "--dpor-schedules", "20"];

    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public void A_defect_and_a_claim_that_are_as_they_should_be_are_told_in_numbers()
    {
        var result = workspace.Run(["hazards", "R9", "9-8.6", .. Quickly, "--json"]);

        Assert.True(result.ExitCode == 0, result.ToString());
        var json = result.Json;
        Assert.Equal(("dmasim.hazards/1", "passed"), (json.GetProperty("schema").GetString(), json.GetProperty("verdict").GetString()));
        Assert.True(json.GetProperty("ok").GetBoolean() && json.GetProperty("whole").GetBoolean());
        var items = json.GetProperty("hazards").EnumerateArray().ToList();
        Assert.Equal(["9-8.6", "R9"], items.Select(item => item.GetProperty("name").GetString())); // in the order of their numbers
        var defect = items[0];
        Assert.Equal(("manual/hazards/9-8.6", "DMA021"), (defect.GetProperty("scenario").GetString(), defect.GetProperty("rule").GetString()));
        Assert.Equal(["random", "pct", "postpone", "dpor"], defect.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("strategy").GetString()));
        var pct = defect.GetProperty("hits")[1];
        Assert.Equal((20, 2), (pct.GetProperty("bound").GetInt32(), pct.GetProperty("first").GetArrayLength()));
        Assert.All(pct.GetProperty("first").EnumerateArray(), first => Assert.InRange(first.GetInt32(), 1, 20));
        Assert.All(defect.GetProperty("hits")[0].GetProperty("first").EnumerateArray(), first => Assert.Equal(JsonValueKind.Null, first.ValueKind)); // random needs hundreds
        Assert.InRange(defect.GetProperty("stepsToRead").GetInt32(), 1, defect.GetProperty("minimalSteps").GetInt32());
        Assert.Contains("no lock and no message orders the two", defect.GetProperty("explanation").GetString(), StringComparison.Ordinal);
        Assert.InRange(defect.GetProperty("classes").GetInt64(), 1, 20);
        Assert.False(defect.GetProperty("exhaustive").GetBoolean());
        var claim = items[1];
        Assert.True(claim.GetProperty("expected").GetBoolean());
        Assert.All(new[] { "rule", "minimalSteps", "stepsToRead", "explanation" }, name => Assert.Equal(JsonValueKind.Null, claim.GetProperty(name).ValueKind));
    }

    [Fact]
    public void A_defect_that_no_schedule_shows_is_not_as_it_should_be()
    {
        var result = workspace.Run("hazards", "9-1.1", "--seeds", "1", "--schedules", "1", "--dpor-schedules", "1", "--json");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal((false, "failed"), (result.Json.GetProperty("ok").GetBoolean(), result.Json.GetProperty("verdict").GetString()));
        Assert.False(result.Json.GetProperty("hazards")[0].GetProperty("expected").GetBoolean());
    }

    [Theory]
    [InlineData("ITEM", "9-1.1", "hazards", "9-1.9")]
    [InlineData("--seeds", "from 1 to 10000", "hazards", "9-1.1", "--seeds", "0")]
    [InlineData("--seed", "without it", "hazards", "9-1.1", "--seed", "3")]
    public void What_means_nothing_is_refused_with_what_would_be_right(string key, string expected, params string[] arguments)
    {
        var result = workspace.Run([.. arguments, "--json"]);

        Assert.True(result.ExitCode == 2, result.ToString());
        var error = Assert.Single(result.JsonErrors);
        Assert.Equal(key, error.GetProperty("key").GetString());
        Assert.Contains(expected, error.GetProperty("expected").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Ctrl_C_leaves_the_sections_that_were_done_and_says_that_they_are_not_all()
    {
        var page = workspace.File("page.md");
        var started = Started.Begin(workspace.Path, "sh", ["-c", "exec dotnet \"$0\" hazards > \"$1\"", DmaSim.Program, page]);
        workspace.WaitUntil(started, () => File.Exists(page) && File.ReadAllText(page).Contains("## ", StringComparison.Ordinal));

        DmaSim.Tool(workspace.Path, "kill", "-INT", started.Id.ToString(CultureInfo.InvariantCulture));
        var result = DmaSim.Finish(started);

        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.Contains("stopped after", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("## What is not here", File.ReadAllText(page), StringComparison.Ordinal);
    }
}
