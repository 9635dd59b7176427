using DmaActors.Lab.Inputs;
using DmaActors.Lab.Reports;

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
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return InputError.OfFile(path, Option, $"it cannot be written: {exception.Message}", Expected);
        }
    }

    /// <summary>Writes it whole or not at all.</summary>
    public static void Write(string path, Report report)
    {
        using var page = new StringWriter { NewLine = "\n" };
        ReportPage.Write(report, page);
        File.WriteAllText(path, page.ToString());
    }
}
