using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.Report.Tests.Browsing;

/// <summary>A fact that needs Mermaid in a browser: without one of them it is skipped, and the test run says why.</summary>
internal sealed class MermaidFactAttribute : FactAttribute
{
    public MermaidFactAttribute()
    {
        if (Chromium.Program is null)
            Skip = "there is no chromium on this system";
        else if (Script is null)
            Skip = "there is no Mermaid in tests/Report.Tests/obj/readers: ./test loads it with npm";
    }

    /// <summary>Mermaid in one file; null: it is not there.</summary>
    public static string? Script { get; } = Find();

    private static string? Find()
    {
        var readers = Path.Combine(DmaSim.Root, "tests", "Report.Tests", "obj", "readers");
        return Directory.Exists(readers) ? Directory.EnumerateFiles(readers, "mermaid-*.min.js").Order(StringComparer.Ordinal).LastOrDefault() : null;
    }
}
