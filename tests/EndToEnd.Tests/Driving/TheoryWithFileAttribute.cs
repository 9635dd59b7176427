namespace DmaActors.EndToEnd.Tests.Driving;

/// <summary>A theory that needs a file of the system: where there is none it is skipped, and the test run says why.</summary>
internal sealed class TheoryWithFileAttribute : TheoryAttribute
{
    public TheoryWithFileAttribute(string path)
    {
        if (!File.Exists(path))
            Skip = $"there is no {path} on this system";
    }
}
