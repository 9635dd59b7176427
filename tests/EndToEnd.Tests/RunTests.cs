using System.Runtime.Versioning;
using System.Text.Json;
using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.EndToEnd.Tests;

public sealed class RunTests : IDisposable
{
    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public void Without_arguments_it_runs_the_default_scenario_and_every_byte_is_right()
    {
        var result = workspace.Run("run");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("OK: every byte is right", result.Output, StringComparison.Ordinal);
        Assert.Contains("seed 1", result.Output, StringComparison.Ordinal);
        // On a slow machine there is a line of progress now and then.
        Assert.All(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains(" of 4,776 requests, ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void The_document_of_a_run_has_the_fields_that_scripts_rely_on()
    {
        var json = workspace.Run("run", workspace.Write("small.yaml", Scenarios.Small), "--json").Json;

        Assert.Equal("dmasim.run/1", json.GetProperty("schema").GetString());
        Assert.Equal("0.1.0", json.GetProperty("version").GetString());
        Assert.EndsWith("small.yaml", json.GetProperty("scenario").GetString(), StringComparison.Ordinal);
        Assert.Equal("1", json.GetProperty("seed").GetString());
        Assert.True(json.GetProperty("ok").GetBoolean());
        Assert.Equal("passed", json.GetProperty("verdict").GetString());
        Assert.Matches("^[0-9a-f]{16}$", json.GetProperty("traceHash").GetString());
        Assert.True(json.GetProperty("requests").GetInt64() >= 20);
        Assert.Equal(json.GetProperty("requestsPlanned").GetInt64(), json.GetProperty("requests").GetInt64());
        Assert.True(json.GetProperty("bytesMoved").GetInt64() > 0);
        Assert.True(json.GetProperty("messages").GetInt64() > 0);
        Assert.True(json.GetProperty("virtualTimeNs").GetInt64() > 0);
        Assert.Equal(JsonValueKind.Number, json.GetProperty("wallSeconds").ValueKind);
        Assert.Matches("^[0-9a-f]{64}$", json.GetProperty("sha256").GetProperty("expected").GetString());
        Assert.Equal(json.GetProperty("sha256").GetProperty("expected").GetString(), json.GetProperty("sha256").GetProperty("found").GetString());
        Assert.Empty(json.GetProperty("findings").EnumerateArray());
        Assert.False(json.TryGetProperty("errors", out _));
    }

    [Fact]
    public void Equal_seeds_give_equal_traces_to_the_byte_and_others_give_others()
    {
        var scenario = workspace.Write("small.yaml", Scenarios.Small);
        var (first, again, other) = (Traced(scenario, "7", "first"), Traced(scenario, "7", "again"), Traced(scenario, "8", "other"));

        Assert.NotEmpty(first.Trace);
        Assert.Equal(first.Trace, again.Trace);
        Assert.Equal(first.Hash, again.Hash);
        Assert.NotEqual(first.Trace, other.Trace);
        Assert.NotEqual(first.Hash, other.Hash);
    }

    [Fact]
    public void Hexadecimal_seeds_are_seeds()
    {
        var scenario = workspace.Write("small.yaml", Scenarios.Small);

        Assert.Equal("42", workspace.Run("run", scenario, "--json", "--seed", "0x2A").Json.GetProperty("seed").GetString());
        Assert.Equal("18446744073709551615", workspace.Run("run", scenario, "--json", "--seed", "18446744073709551615").Json.GetProperty("seed").GetString());
    }

    [Fact]
    public void Quiet_says_nothing_of_a_run_that_is_right()
    {
        var result = workspace.Run("run", workspace.Write("small.yaml", Scenarios.Small), "--quiet");

        Assert.Equal(new Result(0, "", ""), result);
    }

    [Fact]
    public void An_image_is_read_and_not_changed()
    {
        var image = workspace.File("disk.img");
        File.WriteAllBytes(image, [.. Enumerable.Range(0, 1 << 20).Select(i => (byte)(i % 251))]);
        var before = File.ReadAllBytes(image);
        var scenario = workspace.Write("small.yaml", Scenarios.Small);

        var with = workspace.Run("run", scenario, "--image", image, "--json");
        var without = workspace.Run("run", scenario, "--json");

        Assert.True(with.ExitCode == 0, with.ToString());
        Assert.NotEqual(without.Json.GetProperty("sha256").GetProperty("found").GetString(), with.Json.GetProperty("sha256").GetProperty("found").GetString());
        Assert.Equal(before, File.ReadAllBytes(image));
    }

    [Fact]
    public void An_io_log_replaces_the_workload_and_can_be_paced()
    {
        var log = workspace.Write("two.iolog", """
            fio version 3 iolog
            0 disk0 add
            0 disk0 open
            10 disk0 write 0 4096
            5000 disk0 read 0 4096
            6000 disk0 close

            """);
        var scenario = workspace.Write("small.yaml", Scenarios.Small);

        var fast = workspace.Run("run", scenario, "--iolog", log, "--json").Json;
        var paced = workspace.Run("run", scenario, "--iolog", log, "--paced", "--json").Json;

        Assert.Equal(8192, fast.GetProperty("bytesMoved").GetInt64());
        Assert.Equal(2, fast.GetProperty("requests").GetInt64());
        Assert.Equal(2, fast.GetProperty("requestsPlanned").GetInt64());
        Assert.Equal(2, fast.GetProperty("barriers").GetInt64());
        Assert.True(paced.GetProperty("virtualTimeNs").GetInt64() > fast.GetProperty("virtualTimeNs").GetInt64());
    }

    [Fact]
    public void A_log_level_shows_what_happens_on_standard_error_with_time_and_actor()
    {
        var scenario = workspace.Write("small.yaml", Scenarios.Small);

        var loud = workspace.Run("run", scenario, "--log-level", "debug", "--json");
        var off = workspace.Run("run", scenario, "--log-level", "off", "--json");

        Assert.Contains("DBG", loud.Errors, StringComparison.Ordinal);
        Assert.Matches(@"\d+(\.\d+)?(ns|us|ms|s) DBG disk0", loud.Errors);
        Assert.True(loud.Json.GetProperty("ok").GetBoolean());
        Assert.Equal("", off.Errors);
    }

    [Fact]
    public void The_report_counts_reads_writes_and_trims_as_requests_and_says_what_the_log_has_beside_them()
    {
        var log = workspace.Write("mixed.iolog", """
            fio version 2 iolog
            /dev/sda add
            /dev/sda open
            /dev/sda write 0 4096
            /dev/sda sync 0 0
            /dev/sda wait 200 0
            /dev/sda trim 8192 4096
            /dev/sda datasync 0 0
            /dev/sda read 0 4096
            /dev/sda close

            """);

        var result = workspace.Run("run", workspace.Write("small.yaml", Scenarios.Small), "--iolog", log);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("  requests       3, beside 4 opens, closes and syncs\n", result.Output, StringComparison.Ordinal);
    }

    [TheoryWithFile("/usr/bin/script")]
    [InlineData("30", "requests", false)]
    [InlineData("60", "requests", true)]
    [InlineData("60", "of virtual time", false)]
    [InlineData("120", "of virtual time", true)]
    [SupportedOSPlatform("linux")]
    public void Progress_is_told_with_as_many_words_as_a_line_of_the_terminal_has_room_for(string columns, string words, bool areTold)
    {
        var scenario = workspace.Write("long.yaml", Scenarios.Small.Replace("requests: 20", "requests: 30000", StringComparison.Ordinal));

        var shown = DmaSim.Tool(workspace.Path, "script", "-qec", $"stty cols {columns} rows 24; TERM=xterm dotnet {DmaSim.Program} run {scenario}", "/dev/null");

        var told = shown.Output.Split('\n', '\r').Where(line => line.Contains(" of 30,000", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(told);
        Assert.All(told, line => Assert.Equal(areTold, line.Contains(words, StringComparison.Ordinal)));
    }

    private (byte[] Trace, string? Hash) Traced(string scenario, string seed, string name)
    {
        var trace = workspace.File(name + ".trace");
        var result = workspace.Run("run", scenario, "--seed", seed, "--trace", trace, "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(trace, result.Json.GetProperty("trace").GetString());
        return (File.ReadAllBytes(trace), result.Json.GetProperty("traceHash").GetString());
    }
}
