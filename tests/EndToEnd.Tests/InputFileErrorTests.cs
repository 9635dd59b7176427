using System.Globalization;
using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.EndToEnd.Tests;

public sealed class InputFileErrorTests : IDisposable
{
    private readonly Workspace workspace = new();
    private readonly string scenario;

    public InputFileErrorTests() => scenario = workspace.Write("small.yaml", Scenarios.Small);

    public void Dispose() => workspace.Dispose();

    [Fact]
    public void All_errors_of_an_io_log_are_told_with_their_lines()
    {
        var beyond = (1 << 20).ToString(CultureInfo.InvariantCulture);
        var log = workspace.Write("bad.iolog", $"""
            fio version 3 iolog
            0 disk0 add
            0 disk0 open
            10 disk0 wriet 0 4096
            20 disk0 read {beyond} 4096
            30 disk0 read 0 four
            40 disk0 read 0 4096

            """);

        var result = workspace.Run("run", scenario, "--iolog", log, "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal([4, 5, 6], result.JsonErrors.Select(error => error.GetProperty("line").GetInt32()));
        Assert.All(result.JsonErrors, error => Assert.Equal(log, error.GetProperty("file").GetString()));
        Assert.All(result.JsonErrors, error => Assert.NotEqual("", error.GetProperty("expected").GetString()));
    }

    [Fact]
    public void An_io_log_of_an_unknown_version_is_an_error()
    {
        var result = workspace.Run("run", scenario, "--iolog", workspace.Write("nine.iolog", "fio version 9 iolog\n"), "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(1, Assert.Single(result.JsonErrors).GetProperty("line").GetInt32());
    }

    [Theory]
    [InlineData("--iolog")]
    [InlineData("--image")]
    public void A_file_that_is_missing_or_a_directory_is_an_error(string option)
    {
        var missing = workspace.Run("run", scenario, option, workspace.File("nothing"), "--json");
        var directory = workspace.Run("run", scenario, option, workspace.Path, "--json");

        Assert.Equal(2, missing.ExitCode);
        Assert.Equal(2, directory.ExitCode);
        Assert.Equal(workspace.File("nothing"), Assert.Single(missing.JsonErrors).GetProperty("file").GetString());
        Assert.Contains("directory", Assert.Single(directory.JsonErrors).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_that_cannot_be_read_is_an_error()
    {
        var image = workspace.File("secret.img");
        File.WriteAllBytes(image, new byte[1 << 20]);
        if (OperatingSystem.IsWindows() || Environment.UserName == "root")
        {
            // Who may read everything can be refused only by a path that leads nowhere.
            image = Path.Combine(image, "below");
        }
        else
        {
            File.SetUnixFileMode(image, UnixFileMode.None);
        }

        var result = workspace.Run("run", scenario, "--image", image, "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(image, Assert.Single(result.JsonErrors).GetProperty("file").GetString());
    }

    [Fact]
    public void A_trace_that_cannot_be_written_is_an_error_of_its_option_and_nothing_is_run()
    {
        var trace = Path.Combine(scenario, "below.trace");

        var result = workspace.Run("run", scenario, "--trace", trace, "--json");

        Assert.Equal(2, result.ExitCode);
        var error = Assert.Single(result.JsonErrors);
        Assert.Equal((trace, "--trace"), (error.GetProperty("file").GetString(), error.GetProperty("key").GetString()));
        Assert.EndsWith("nothing was run.\n", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_disks_cannot_be_written_back_to_one_file()
    {
        var image = workspace.File("disk.img");
        File.WriteAllBytes(image, new byte[1 << 20]);
        var two = Scenarios.Small.Replace("workload:", """
              - name: disk1
                model: sg-disk
                driver: sg-block
                registers: 0xF0001000
                vector: 11
                media:
                  image: disk.img
                driverSettings:
                  addressBits: 24
            workload:
            """, StringComparison.Ordinal);
        var path = workspace.Write("two.yaml", two);

        var result = workspace.Run("run", path, "--image", "./disk.img", "--write-back", "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("write-back", Assert.Single(result.JsonErrors).GetProperty("key").GetString());
        Assert.Equal(0, workspace.Run("run", path, "--image", "disk.img", "--quiet").ExitCode);
        Assert.All(File.ReadAllBytes(image), value => Assert.Equal(0, value));
    }

    [Fact]
    public void An_image_that_is_no_whole_number_of_blocks_is_an_error()
    {
        var image = workspace.File("odd.img");
        File.WriteAllBytes(image, new byte[1000]);

        var result = workspace.Run("run", scenario, "--image", image, "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("512", Assert.Single(result.JsonErrors).GetProperty("expected").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Vectors_that_cannot_be_read_are_errors()
    {
        var vectors = workspace.Write("bad.jsonl", "{\"id\": 1}\nnot json\n");

        var result = workspace.Run("verify", vectors, workspace.File("nothing.jsonl"), "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal([1, 2, 0], result.JsonErrors.Select(error => error.GetProperty("line").GetInt32()));
    }
}
