using System.Text.Json;
using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.EndToEnd.Tests;

/// <summary>What actors hold in the middle of a replay, and stopping there.</summary>
public sealed class ReplayStateTests : IDisposable
{
    private readonly Workspace workspace = new();
    private readonly string trace;

    public ReplayStateTests()
    {
        trace = workspace.File("9-1.trace");
        Assert.Equal(1, workspace.Run("run", "manual/9-1", "--trace", trace, "--quiet").ExitCode);
    }

    public void Dispose() => workspace.Dispose();

    [Fact]
    public void A_replay_stops_where_it_is_told_to()
    {
        var json = workspace.Run("replay", trace, "--to", "20", "--json").Json;

        Assert.Equal(20, json.GetProperty("replayed").GetInt64());
        Assert.True(json.GetProperty("reproduced").GetBoolean());
        Assert.Equal(0, workspace.Run("replay", trace, "--to", "20").ExitCode);
    }

    [Fact]
    public void The_soft_state_the_locks_and_the_contexts_of_a_driver_are_shown()
    {
        var step = StepOf("nexus -> disk1/strategy#1: Reply");
        var before = Shown("disk1", step - 1);
        var after = Shown("disk1", step);

        Assert.Equal("true", before["soft state", "Busy"]);
        Assert.Equal("free", before["locks", "mu"]);
        Assert.StartsWith("waits for the answer to Bind", before["contexts", "strategy#1"], StringComparison.Ordinal);
        Assert.StartsWith("waits for the lock disk1.mu", after["contexts", "strategy#1"], StringComparison.Ordinal);
        Assert.Equal("free, wanted by disk1/strategy#1", after["locks", "mu"]);
    }

    [Fact]
    public void The_pools_the_handles_and_the_callback_lists_of_the_nexus_are_shown()
    {
        var bound = Shown("nexus", StepOf("disk1/strategy#1 -> nexus: Bind"));

        Assert.Equal("1 of 1", bound["pools", "bindings"]);
        Assert.Equal("not bound", bound["handles", "disk1/dma#1"]);
        Assert.StartsWith("buf#1, 4096 bytes", bound["handles", "disk0/dma#1"], StringComparison.Ordinal);
        Assert.Equal("1: disk1 x 1", bound["callback lists", "RootNexus"]);
    }

    [Theory]
    [InlineData("softcall", "passes")]
    [InlineData("controller", "vector 10")]
    [InlineData("disk0.device", "registers")]
    [InlineData("disk0.engine", "transfer")]
    [InlineData("user", "requests")]
    public void Every_part_of_the_machine_tells_what_it_holds(string actor, string group)
    {
        var json = workspace.Run("replay", trace, "--to", "40", "--show", actor, "--json").Json;
        var groups = json.GetProperty("actors")[0].GetProperty("state").EnumerateArray().Select(item => item.GetProperty("group").GetString()).ToList();

        Assert.Contains(groups, name => name == group || (group.StartsWith("vector", StringComparison.Ordinal) && name!.StartsWith("vector", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_context_stands_for_its_instance_and_text_is_grouped()
    {
        var result = workspace.Run("replay", trace, "--to", "40", "--show", "disk0/strategy#1");

        Assert.Contains("disk0, after step 40", result.Output, StringComparison.Ordinal);
        Assert.Contains("soft state", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Looking_changes_nothing()
    {
        var looked = workspace.Run("replay", trace, "--report", workspace.File("report.html"), "--json").Json;

        Assert.True(looked.GetProperty("reproduced").GetBoolean());
        Assert.Equal(workspace.Run("replay", trace, "--json").Json.GetProperty("traceHash").GetString(), looked.GetProperty("traceHash").GetString());
    }

    [Fact]
    public void An_unknown_actor_is_refused_with_the_names_that_are_near()
    {
        var result = workspace.Run("replay", trace, "--to", "40", "--show", "dusk1", "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("disk1", Assert.Single(result.JsonErrors).GetProperty("expected").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--to", "0")]
    [InlineData("--to", "100000")]
    [InlineData("--break", "100000")]
    [InlineData("--to", "soon")]
    [InlineData("--to", "5", "--break", "6")]
    public void A_step_that_is_not_in_the_trace_is_refused(params string[] options)
    {
        var result = workspace.Run(["replay", trace, .. options, "--json"]);

        Assert.Equal(2, result.ExitCode);
        Assert.NotEmpty(result.JsonErrors);
    }

    [Fact]
    public void Without_a_debugger_a_break_waits_and_names_the_process()
    {
        const string Script = """
            dotnet "$0" replay "$1" --break 10 2>&1 | while read -r line; do
                echo "$line"
                process=$(echo "$line" | sed -n 's/^Waiting .* to process \([0-9]*\).*/\1/p')
                [ -z "$process" ] || kill -INT "$process"
            done
            """;

        var result = DmaSim.Tool(workspace.Path, "sh", "-c", Script, DmaSim.Program, trace);

        Assert.Contains("for a debugger", result.Output, StringComparison.Ordinal);
        Assert.Contains("STOPPED", result.Output, StringComparison.Ordinal);
    }

    private int StepOf(string message) => int.Parse(File.ReadLines(trace).First(line => line.Contains(message, StringComparison.Ordinal)).Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    private State Shown(string actor, int step)
    {
        var result = workspace.Run("replay", trace, "--to", $"{step}", "--show", actor, "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        return new State(result.Json.GetProperty("actors")[0].GetProperty("state"));
    }

    private sealed class State(JsonElement items)
    {
        public string this[string group, string name] =>
            items.EnumerateArray().Single(item => item.GetProperty("group").GetString() == group && item.GetProperty("name").GetString() == name).GetProperty("value").GetString()!;
    }
}
