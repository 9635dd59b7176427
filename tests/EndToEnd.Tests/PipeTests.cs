using System.Runtime.Versioning;
using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.EndToEnd.Tests;

/// <summary>Named pipes, closed pipes and full devices where a file is expected. Other systems have none of them.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PipeTests : IDisposable
{
    private const string Log = """
        fio version 2 iolog
        disk0 add
        disk0 open
        disk0 write 0 4096
        disk0 read 0 4096
        disk0 close

        """;

    private readonly Workspace workspace = new();
    private readonly string scenario;

    public PipeTests() => scenario = workspace.Write("small.yaml", Scenarios.Small);

    public void Dispose() => workspace.Dispose();

    [Theory]
    [InlineData("run", "--iolog")]
    [InlineData("run", "--assembly")]
    [InlineData("run")]
    [InlineData("replay")]
    [InlineData("verify")]
    public void A_pipe_that_nobody_writes_into_is_an_error_and_not_waited_for(params string[] command)
    {
        var pipe = NewPipe();

        var result = workspace.Run([.. command, pipe, "--json"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(result.JsonErrors, error => error.GetProperty("message").GetString()!.Contains("a pipe that nobody writes into", StringComparison.Ordinal));
    }

    [Fact]
    public void A_pipe_with_a_writer_is_read_to_its_end()
    {
        var pipe = NewPipe();
        var writer = Started.Begin(workspace.Path, "cp", [workspace.Write("log", Log), pipe]);

        var result = workspace.Run("run", scenario, "--iolog", pipe, "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(8192, result.Json.GetProperty("bytesMoved").GetInt64());
        Assert.Equal(0, writer.Finish(TimeSpan.FromMinutes(1)).ExitCode);
    }

    [Fact]
    public void A_log_out_of_a_pipe_cannot_be_traced_for_a_replay_could_not_read_it_again()
    {
        var pipe = NewPipe();
        var writer = Started.Begin(workspace.Path, "cp", [workspace.Write("log", Log), pipe]);

        var result = workspace.Run("run", scenario, "--iolog", pipe, "--trace", workspace.File("t"), "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("--trace", Assert.Single(result.JsonErrors).GetProperty("key").GetString());
        Assert.False(File.Exists(workspace.File("t")));
        writer.Finish(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Who_reads_only_the_beginning_of_a_report_gets_it_and_no_complaint()
    {
        var result = Shell("dotnet \"$0\" run \"$1\" | head -1");

        Assert.Equal(new Result(0, "A short run\n", ""), result);
    }

    [TheoryWithFile("/dev/full")]
    [InlineData("run \"$1\"")]
    [InlineData("run \"$1\" --json")]
    [InlineData("run \"$1\" --json --depth x")]
    [InlineData("list --json")]
    public void An_answer_that_cannot_be_written_is_told_on_standard_error(string arguments)
    {
        var result = Shell($"dotnet \"$0\" {arguments} > /dev/full");

        Assert.Equal(2, result.ExitCode);
        Assert.EndsWith("1 error: it was not finished.\n", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    private Result Shell(string command) => DmaSim.Tool(workspace.Path, "sh", "-c", command, DmaSim.Program, scenario);

    private string NewPipe()
    {
        var pipe = workspace.File("pipe");
        Assert.Equal(0, DmaSim.Tool(workspace.Path, "mkfifo", pipe).ExitCode);
        return pipe;
    }
}
