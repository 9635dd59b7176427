using System.Diagnostics;
using System.Text.Json;

namespace DmaActors.EndToEnd.Tests.Driving;

/// <summary>Starts the built dmasim as a process of its own.</summary>
internal static class DmaSim
{
    /// <summary>Only so that a test that hangs ends at all.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The directory of the built program.</summary>
    public static string Directory { get; } = Path.Combine(Root, "src", "Cli", "bin", Configuration(), "net10.0");

    public static string Program { get; } = Path.Combine(Directory, "dmasim.dll");

    /// <summary>Runs to the end.</summary>
    public static Result Run(params string[] arguments) => RunIn(Path.GetTempPath(), arguments);

    /// <summary>Runs to the end in a directory.</summary>
    public static Result RunIn(string directory, params string[] arguments) => Finish(Start(directory, arguments));

    /// <summary>Starts, for a test that does something meanwhile; <see cref="Finish"/> waits for the end.</summary>
    public static Started Start(string directory, params string[] arguments) =>
        Started.Begin(directory, "dotnet", [Program, .. arguments]);

    /// <summary>The same, with SIGINT ignored: a program that has not said otherwise would never notice it.</summary>
    public static Started StartIgnoringInterrupts(string directory, params string[] arguments) =>
        Started.Begin(directory, "sh", ["-c", "trap '' INT; exec dotnet \"$@\"", "sh", Program, .. arguments]);

    /// <summary>Waits for the end.</summary>
    public static Result Finish(Started started) => started.Finish(Patience);

    /// <summary>Runs another program.</summary>
    public static Result Tool(string directory, string program, params string[] arguments) => Started.Begin(directory, program, arguments).Finish(Patience);

    private static string FindRoot()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "DmaActors.sln")))
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("These tests run inside the repository.");
        return directory;
    }

    // .../bin/Release/net10.0/
    private static string Configuration() => Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)))!;
}

/// <summary>A process under way.</summary>
internal sealed class Started
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private Started(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    public static Started Begin(string directory, string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["NO_COLOR"] = "";
        // A build that outlives its command would keep our pipes open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        return new Started(Process.Start(start)!);
    }

    public Result Finish(TimeSpan patience)
    {
        if (!process.WaitForExit(patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"It did not end in {patience}.");
        }

        var result = new Result(process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
        process.Dispose();
        return result;
    }
}

/// <summary>What a process left behind.</summary>
internal sealed record Result(int ExitCode, string Output, string Errors)
{
    /// <summary>The one JSON document on standard output.</summary>
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Output);
            return document.RootElement.Clone();
        }
    }

    /// <summary>The errors of the document, and that it has all that an error must have.</summary>
    public IReadOnlyList<JsonElement> JsonErrors
    {
        get
        {
            Assert.False(Json.GetProperty("ok").GetBoolean());
            return [.. Json.GetProperty("errors").EnumerateArray()];
        }
    }

    public override string ToString() => $"exit {ExitCode}\n{Output}\n{Errors}";
}
