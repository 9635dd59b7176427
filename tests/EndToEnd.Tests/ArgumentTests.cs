using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.EndToEnd.Tests;

public sealed class ArgumentTests
{
    [Theory]
    [InlineData("--sed", "did you mean --seed?", "run", "--sed", "3")]
    [InlineData("--seed", "whole number", "run", "--seed", "-1")]
    [InlineData("--seed", "whole number", "run", "--seed", "18446744073709551616")]
    [InlineData("--depth", "from 1 to 1000000", "run", "--depth", "0")]
    [InlineData("--log-level", "off, error, warning", "run", "--log-level", "loud")]
    [InlineData("--trace", "--trace FILE: Write the trace", "run", "--trace")]
    [InlineData("--rule", "--rule RULE: Look for", "explore", "default", "--rule", "--json")]
    [InlineData("--format", "--format NAME: mermaid", "export", "x.trace")]
    [InlineData("--rule", "--rule RULE once", "explore", "default", "--rule", "DMA010", "--rule", "DMA021")]
    [InlineData("--out", "--resume DIR alone", "explore", "default", "--resume", "one", "--out", "other")]
    [InlineData("--trace", "the path of a file", "run", "--trace", "")]
    [InlineData("--trace", "without it", "list", "--trace", "x")]
    [InlineData("--assembly", "without it", "verify", "x.jsonl", "--assembly", "x.dll")]
    [InlineData("VECTORS", "--help", "verify")]
    [InlineData("KIND", "drivers, devices", "list", "animals")]
    [InlineData("GROUP", "runtime, explore, bind", "bench", "everything")]
    [InlineData("KIND", "driver, device or scenario", "new", "house", "mine")]
    [InlineData("NAME", "small letters", "new", "driver", "My Driver")]
    [InlineData("NAME", "small letters", "new", "driver", "../up")]
    [InlineData("NAME", "my-sg-block", "new", "driver", "sg-block")]
    public void A_wrong_argument_is_told_with_what_would_be_right(string key, string expected, params string[] arguments)
    {
        var result = DmaSim.Run([.. arguments, "--json"]);

        Assert.Equal(2, result.ExitCode);
        var error = Assert.Single(result.JsonErrors);
        Assert.Equal(key, error.GetProperty("key").GetString());
        Assert.Contains(expected, error.GetProperty("expected").GetString(), StringComparison.Ordinal);
        Assert.Equal($"dmasim.{arguments[0]}/1", result.Json.GetProperty("schema").GetString());
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void All_wrong_arguments_are_told_at_once()
    {
        var result = DmaSim.Run("run", "default", "more", "--depth", "x", "--seed", "y", "--json");

        Assert.Equal(3, result.JsonErrors.Count);
    }

    [Fact]
    public void A_command_that_does_not_exist_is_told_with_the_nearest_that_does()
    {
        var result = DmaSim.Run("rnu", "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("run", Assert.Single(result.JsonErrors).GetProperty("expected").GetString(), StringComparison.Ordinal);
        Assert.Equal("dmasim/1", result.Json.GetProperty("schema").GetString());
    }

    [Fact]
    public void Without_a_command_it_says_which_there_are()
    {
        var result = DmaSim.Run();

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("run, ", result.Errors, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
    }

    [Theory]
    [InlineData("--paced", "--paced")]
    [InlineData("--write-back", "--write-back")]
    public void An_option_that_cannot_mean_anything_for_the_scenario_is_refused(string option, string key)
    {
        using var workspace = new Workspace();
        var result = workspace.Run("run", workspace.Write("small.yaml", Scenarios.Small), option, "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(key, Assert.Single(result.JsonErrors).GetProperty("key").GetString());
    }

    [Fact]
    public void A_trace_never_overwrites_an_input()
    {
        using var workspace = new Workspace();
        var scenario = workspace.Write("small.yaml", Scenarios.Small);

        var result = workspace.Run("run", scenario, "--trace", scenario, "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("--trace", Assert.Single(result.JsonErrors).GetProperty("key").GetString());
        Assert.Equal(Scenarios.Small, File.ReadAllText(scenario));
    }

    [Fact]
    public void A_trace_that_cannot_be_written_is_an_error_of_the_input()
    {
        using var workspace = new Workspace();
        var file = workspace.Write("file", "");

        var result = workspace.Run("run", workspace.Write("small.yaml", Scenarios.Small), "--trace", Path.Combine(file, "below.trace"), "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.NotEmpty(result.JsonErrors);
    }

    [Fact]
    public void Help_shows_no_option_that_the_command_refuses()
    {
        var help = DmaSim.Run("replay", "--help").Output;

        Assert.Contains("--report", help, StringComparison.Ordinal);
        Assert.DoesNotContain("--seed", help, StringComparison.Ordinal);
        Assert.Contains("--seed", DmaSim.Run("run", "--help").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("--help")]
    [InlineData("run", "--help")]
    public void Help_and_version_are_answers(params string[] arguments)
    {
        var result = DmaSim.Run(arguments);

        Assert.Equal(0, result.ExitCode);
        Assert.NotEqual("", result.Output);
        Assert.Equal("", result.Errors);
    }
}
