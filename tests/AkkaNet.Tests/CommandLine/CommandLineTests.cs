using DmaActors.AkkaNet.Tests.Support;
using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.AkkaNet.Tests.CommandLine;

/// <summary>A dmasim that was built with Akka.NET, started as users do.</summary>
public sealed class CommandLineTests(ScenarioCopies copies) : IClassFixture<ScenarioCopies>
{
    private const string Scenario = "manual/9-1-corrected";

    private static string Program { get; } = Path.Combine(DmaSim.Root, "src", "Cli", "bin", "akka", "Release", "net10.0");

    [Fact]
    public void A_run_says_on_what_it_ran_and_has_no_trace_hash()
    {
        var result = Run(Program, "run", Scenario, "--runtime", "akka", "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("akka", result.Json.GetProperty("runtime").GetString());
        Assert.Null(result.Json.GetProperty("traceHash").GetString());
    }

    [Fact]
    public void A_trace_of_our_own_runtime_is_replayed_with_an_equal_hash()
    {
        var trace = copies.Trace();
        var recorded = Run(Program, "run", Scenario, "--trace", trace, "--json");

        var replayed = Run(Program, "replay", trace, "--runtime", "akka", "--json");

        Assert.True(replayed.ExitCode == 0, replayed.ToString());
        Assert.Equal(recorded.Json.GetProperty("traceHash").GetString(), replayed.Json.GetProperty("traceHash").GetString());
    }

    [Fact]
    public void A_trace_of_another_version_is_refused_with_the_header_that_differs()
    {
        var trace = copies.Trace();
        Run(Program, "run", Scenario, "--trace", trace, "--quiet");
        File.WriteAllText(trace, File.ReadAllText(trace).Replace("\"version\":\"", "\"version\":\"9.", StringComparison.Ordinal));

        var result = Run(Program, "replay", trace, "--runtime", "akka", "--json");

        Assert.Equal(2, result.ExitCode);
        var error = Assert.Single(result.JsonErrors);
        Assert.Equal((2, "version"), (error.GetProperty("line").GetInt32(), error.GetProperty("key").GetString()));
    }

    [Fact]
    public void A_broken_configuration_is_refused_with_its_file_and_line()
    {
        // A program finds its config directory above itself.
        var program = Path.Combine(copies.Files.ConfigDirectory, "..", "bin");
        Copy(Program, program);
        var config = Path.Combine(Path.GetFullPath(copies.Files.ConfigDirectory), "akka.conf");
        var right = File.ReadAllText(config);
        File.WriteAllText(config, "akka {\n  loggers = [\"a\"\n}\n");

        var result = Run(program, "run", Scenario, "--runtime", "akka", "--json");
        var told = Run(program, "run", Scenario, "--runtime", "akka");
        var plain = Run(program, "run", Scenario, "--quiet");
        File.WriteAllText(config, right);

        Assert.Equal((2, 2, 0), (result.ExitCode, told.ExitCode, plain.ExitCode));
        var error = Assert.Single(result.JsonErrors);
        Assert.Equal((config, 3), (Path.GetFullPath(error.GetProperty("file").GetString()!), error.GetProperty("line").GetInt32()));
        Assert.Contains("akka.conf:3", told.Errors, StringComparison.Ordinal);
    }

    private static Result Run(string program, params string[] arguments) =>
        DmaSim.Tool(Path.GetTempPath(), "dotnet", [Path.Combine(program, "dmasim.dll"), .. arguments]);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
