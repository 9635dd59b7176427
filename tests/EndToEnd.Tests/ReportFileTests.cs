using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.EndToEnd.Tests;

/// <summary>The file of <c>--report</c>; what a reader sees in it is tested in a browser.</summary>
public sealed class ReportFileTests : IDisposable
{
    private readonly Workspace workspace = new();

    private string Page => workspace.File("pages/report.html");

    public void Dispose() => workspace.Dispose();

    [Fact]
    public void Explore_explain_and_replay_write_one_and_name_it()
    {
        var explored = workspace.Run("explore", "manual/9-1", "--strategy", "pct", "--report", Page, "--json");
        AssertNamed(explored);
        var trace = explored.Json.GetProperty("violations")[0].GetProperty("trace").GetString()!;

        AssertNamed(workspace.Run("explain", trace, "--report", Page, "--json"));
        AssertNamed(workspace.Run("replay", trace, "--report", Page, "--json"));
        Assert.Contains($"report: {Path.Combine("pages", "report.html")}", workspace.Run("explain", trace, "--report", Page).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_cannot_be_written_is_refused_before_anything_is_run()
    {
        var result = workspace.Run("explore", "manual/9-1", "--report", workspace.Path, "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("--report", Assert.Single(result.JsonErrors).GetProperty("key").GetString());
    }

    [Fact]
    public void Where_nothing_is_run_no_file_is_left()
    {
        Assert.Equal(2, workspace.Run("explore", "no-such-scenario", "--report", Page).ExitCode);
        Assert.False(File.Exists(Page));
    }

    [Theory]
    [InlineData("run", "manual/9-1")]
    [InlineData("list")]
    [InlineData("bench", "bind")]
    [InlineData("new", "scenario", "mine")]
    [InlineData("verify", "vectors.jsonl")]
    [InlineData("export", "a.trace", "--format", "json")]
    public void A_command_without_a_run_to_draw_refuses_it(params string[] arguments)
    {
        var result = workspace.Run([.. arguments, "--report", Page, "--json"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(result.JsonErrors, error => error.GetProperty("key").GetString() == "--report");
    }

    private void AssertNamed(Result result)
    {
        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(Page, result.Json.GetProperty("report").GetString());
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(Page), StringComparison.Ordinal);
        File.Delete(Page);
    }
}
