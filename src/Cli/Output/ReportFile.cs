using DmaActors.Lab.Inputs;
using DmaActors.Lab.Reports;
using Spectre.Console;

namespace DmaActors.Cli.Output;

/// <summary>The file of <c>--report</c>.</summary>
internal static class ReportFile
{
    private const string Option = "--report";
    private const string Expected = "the path of a file that you may write, such as report.html";

    /// <summary>Whether there can be such a file, before anything is run for it; null: there can, or none is asked for.</summary>
    public static InputError? Check(string? path)
    {
        if (path is null)
            return null;
        if (Directory.Exists(path))
            return InputError.OfFile(path, Option, "it is a directory", Expected);
        try
        {
            var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
            Directory.CreateDirectory(directory);
            var isNew = !File.Exists(path);
            using (new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write))
            {
            }

            if (isNew)
                File.Delete(path);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return InputError.OfFile(path, Option, $"it cannot be written: {exception.Message}", Expected);
        }
    }

    public static void Write(string path, Report report)
    {
        using var page = new StreamWriter(path) { NewLine = "\n" };
        ReportPage.Write(report, page);
    }

    /// <summary>Says where it is.</summary>
    public static void Tell(IAnsiConsole console, string? path)
    {
        if (path is not null)
            console.MarkupLine($"[grey]report: {Markup.Escape(Quantities.Path(path))}[/]");
    }
}
