using System.Text.RegularExpressions;

namespace DmaActors.Framework.Tests.Reference;

/// <summary>A row of a table in <c>docs/ddi-reference.md</c>.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Cells">By column, in Markdown.</param>
internal sealed partial record ReferenceRow(int Line, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>What stands between backticks in a column; nothing if the table has no such column.</summary>
    public IEnumerable<string> CodeIn(string column) =>
        Cells.TryGetValue(column, out var cell) ? Code().Matches(cell).Select(match => match.Groups[1].Value) : [];

    /// <summary>The labels of the links in a column.</summary>
    public IEnumerable<string> LinksIn(string column) =>
        Cells.TryGetValue(column, out var cell) ? Link().Matches(cell).Select(match => match.Groups[1].Value) : [];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\[([^\]]+)\]")]
    private static partial Regex Link();
}
