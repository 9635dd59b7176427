using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.Report.Tests.Browsing;

/// <summary>Programs of others that read what is exported.</summary>
internal static class Readers
{
    /// <summary>Draws Markdown's diagrams: one script.</summary>
    public const string Mermaid = "mermaid";

    /// <summary>Shows profiles and traces, Chrome's among them: a page with its scripts.</summary>
    public const string Speedscope = "speedscope";

    /// <summary>The file to open; null: it is not there.</summary>
    public static string? Find(string name)
    {
        var readers = Path.Combine(DmaSim.Root, "tests", "Report.Tests", "obj", "readers");
        if (!Directory.Exists(readers))
            return null;
        var latest = Directory.EnumerateDirectories(readers, $"{name}-*").Order(StringComparer.Ordinal).LastOrDefault();
        var file = latest is null ? null : Path.Combine(latest, name == Mermaid ? "mermaid.min.js" : "index.html");
        return File.Exists(file) ? file : null;
    }
}
