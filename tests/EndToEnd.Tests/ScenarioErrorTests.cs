using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.EndToEnd.Tests;

public sealed class ScenarioErrorTests : IDisposable
{
    private const string Broken = """
        title: Everything wrong
        colour: green
        memory:
          size: 65536
        bus:
          grant: often
        devices:
          - name: disk0
            model: sg-disk
            driver: sg-block
            registers: 0xF0000000
            vector: 300
          - name: disk1
            model: sg-disk
            driver: sg-blok
            registers: 0xF0000000
        workload:
          kind: mix
          depth: many
        """;

    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public void All_errors_of_a_scenario_are_told_with_line_and_cure_and_nothing_is_run()
    {
        var scenario = workspace.Write("broken.yaml", Broken);
        var result = workspace.Run("run", scenario, "--trace", workspace.File("trace"), "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(
            [(2, "colour"), (4, "memory.size"), (6, "bus.grant"), (12, "devices[0].vector"), (15, "devices[1].driver"), (16, "devices[1].registers"), (19, "workload.depth")],
            result.JsonErrors.Select(error => (error.GetProperty("line").GetInt32(), error.GetProperty("key").GetString()!)));
        Assert.All(result.JsonErrors, error =>
        {
            Assert.Equal(scenario, error.GetProperty("file").GetString());
            Assert.True(error.GetProperty("column").GetInt32() > 0);
            Assert.NotEqual("", error.GetProperty("message").GetString());
            Assert.NotEqual("", error.GetProperty("expected").GetString());
        });
        Assert.False(File.Exists(workspace.File("trace")));
        Assert.Equal("dmasim.run/1", result.Json.GetProperty("schema").GetString());
    }

    [Fact]
    public void As_text_each_error_begins_with_a_place_that_editors_can_jump_to()
    {
        var scenario = workspace.Write("broken.yaml", Broken);
        var result = workspace.Run("run", scenario);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Contains($"{scenario}:15:", result.Errors, StringComparison.Ordinal);
        Assert.Contains("did you mean `sg-block`?", result.Errors, StringComparison.Ordinal);
        Assert.Contains("7 errors: nothing was run.", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("\u0001\u0002")]
    [InlineData("- a\n- b\n")]
    public void A_file_that_is_no_scenario_is_an_error(string text)
    {
        var result = workspace.Run("run", workspace.Write("odd.yaml", text), "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.NotEmpty(result.JsonErrors);
    }

    [Fact]
    public void A_scenario_that_is_not_there_is_an_error()
    {
        var result = workspace.Run("run", "defualt", "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("default", Assert.Single(result.JsonErrors).GetProperty("expected").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_scenario_that_is_a_directory_is_an_error() =>
        Assert.Contains("directory", Assert.Single(workspace.Run("run", workspace.Path, "--json").JsonErrors).GetProperty("message").GetString(), StringComparison.Ordinal);
}
