namespace DmaActors.Report.Tests.Browsing;

/// <summary>A fact that needs another program that reads a format, in a browser: without one of them it is skipped, and the test run says why.</summary>
internal sealed class ReaderFactAttribute : FactAttribute
{
    /// <param name="name">Of the reader: <see cref="Readers"/>.</param>
    public ReaderFactAttribute(string name)
    {
        if (Chromium.Program is null)
            Skip = "there is no chromium on this system";
        else if (Readers.Find(name) is null)
            Skip = $"there is no {name} in tests/Report.Tests/obj/readers: ./test loads it with npm";
    }
}
