using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using DmaActors.Cli.CommandLine;
using DmaActors.Lab.Inputs;
using Spectre.Console;

namespace DmaActors.Cli.Output;

/// <summary>
/// The one answer of a call: text, or one JSON document on standard output. Several threads may want to give it (the command, the watchdog, an interruption): the
/// first that claims it does.
/// </summary>
internal sealed class Answer(string command, bool isJson, bool colours)
{
    private readonly Lazy<IAnsiConsole> text = new(() => Consoles.For(Console.Out, Console.IsOutputRedirected, colours));
    private readonly Lazy<IAnsiConsole> diagnostics = new(() => Consoles.For(Console.Error, Console.IsErrorRedirected, colours));
    private int claims;

    /// <summary>Whether the answer is to be JSON.</summary>
    public bool IsJson { get; } = isJson;

    /// <summary>Standard output, for text.</summary>
    public IAnsiConsole Text => text.Value;

    /// <summary>Standard error: progress and diagnostics.</summary>
    public IAnsiConsole Diagnostics => diagnostics.Value;

    /// <summary>The value of <c>schema</c>.</summary>
    public string Schema => command.Length == 0 ? "dmasim/1" : $"dmasim.{command}/1";

    /// <summary>Claims the right to answer; it is given once.</summary>
    public bool TryClaim() => Interlocked.Increment(ref claims) == 1;

    /// <summary>Claims it, or waits for the end of the program, which whoever was first brings about.</summary>
    public void ClaimOrWait()
    {
        if (!TryClaim())
            Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Writes the document. Nothing else is written to standard output.</summary>
    public void Write<T>(T document, JsonTypeInfo<T> type)
        where T : Document
    {
        document.Schema = Schema;
        Documents.Write(document, type);
    }

    /// <summary>Tells what is wrong with arguments or input; nothing was run.</summary>
    /// <param name="errors">All of it.</param>
    /// <param name="scenario">The scenario, as far as it is known.</param>
    /// <param name="seed">The seed, as far as it is known.</param>
    public int Refuse(IReadOnlyList<InputError> errors, string? scenario = null, string? seed = null)
    {
        if (!TryClaim())
            return ExitCode.BadInput;
        ErrorText.Write(Diagnostics, errors);
        if (IsJson)
            Write(new ErrorDocument { Scenario = scenario, Seed = seed, Ok = false, Errors = ErrorItem.Of(errors) }, Documents.Json.ErrorDocument);
        return ExitCode.BadInput;
    }

    /// <summary>Tells that a file or the answer itself could not be read or written half-way. If it was the answer, standard error is left to say so.</summary>
    public int Unfinished(InputError error)
    {
        if (TryClaim() && IsJson)
            WriteIfPossible(new ErrorDocument { Ok = false, Errors = ErrorItem.Of([error]) });
        ErrorText.Write(Diagnostics, [error], "it was not finished.");
        return ExitCode.BadInput;
    }

    /// <summary>Tells that dmasim itself failed; the details go to a file.</summary>
    public int Fault(Exception exception, string outDirectory)
    {
        if (!TryClaim())
            return ExitCode.Fault;
        var details = SaveDetails(exception, outDirectory);
        var message = $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}";
        if (IsJson)
        {
            var error = new ErrorItem("", 0, 0, "", $"a fault of dmasim itself: {message}", "");
            Write(new ErrorDocument { Ok = false, Errors = [error], Details = details }, Documents.Json.ErrorDocument);
        }

        Diagnostics.MarkupLine($"[red]A fault of dmasim itself:[/] {Markup.Escape(message)}");
        Diagnostics.MarkupLine(details is null ? "The details could not be saved." : $"The details are in {Markup.Escape(details)}: please send them to whoever maintains it, with the command line.");
        return ExitCode.Fault;
    }

    private void WriteIfPossible(ErrorDocument document)
    {
        try
        {
            Write(document, Documents.Json.ErrorDocument);
        }
        catch (IOException)
        {
            // Standard output is what failed.
        }
    }

    private static string? SaveDetails(Exception exception, string outDirectory)
    {
        try
        {
            Directory.CreateDirectory(outDirectory);
            var now = DateTime.UtcNow.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
            var file = Path.Combine(outDirectory, $"fault-{now}-{Environment.ProcessId}.txt");
            File.WriteAllText(file, $"dmasim {Product.Version}\n{Environment.CommandLine}\n{Environment.OSVersion}, .NET {Environment.Version}\n\n{exception}\n");
            return file;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
