namespace DmaActors.EndToEnd.Tests.Documents;

/// <summary>A block of code in a page.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Language">What stands behind the fence.</param>
/// <param name="Source">The target of the last link above it: where an excerpt is from.</param>
/// <param name="Lines">What is in it.</param>
internal sealed record Fence(int Line, string Language, string? Source, IReadOnlyList<string> Lines)
{
    /// <summary>What stands for lines that were left out.</summary>
    public const string Elision = "...";

    /// <summary>Its lines without indentation, without empty ones and those that only say that something was left out.</summary>
    public IEnumerable<string> Shown => Lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line.TrimStart('/', ' ') != Elision);
}
