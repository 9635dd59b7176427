namespace DmaActors.Report.Tests.Browsing;

/// <summary>The browser of the system. It is never downloaded: where there is none, its tests are skipped and say why.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>The program; null: there is none.</summary>
    public static string? Program { get; } = Find();

    private static string? Find()
    {
        var directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return Names.SelectMany(name => directories.Select(directory => Path.Combine(directory, name))).FirstOrDefault(File.Exists);
    }
}
