using System.Text.RegularExpressions;

namespace DmaActors.Framework.Tests.Reference;

/// <summary>The tables of <c>docs/ddi-reference.md</c>, and where its links lead.</summary>
internal sealed partial class ReferencePage
{
    private const string File = "docs/ddi-reference.md";

    private ReferencePage(IReadOnlyList<ReferenceRow> rows, IReadOnlyDictionary<string, string> links)
    {
        Rows = rows;
        Links = links;
    }

    /// <summary>All rows of all tables.</summary>
    public IReadOnlyList<ReferenceRow> Rows { get; }

    /// <summary>The definitions at its end: label and path, as seen from the root of the repository.</summary>
    public IReadOnlyDictionary<string, string> Links { get; }

    public static ReferencePage Read()
    {
        List<ReferenceRow> rows = [];
        Dictionary<string, string> links = [];
        string[]? columns = null;
        var number = 0;
        foreach (var line in System.IO.File.ReadLines(Repository.Path(File)))
        {
            number++;
            if (Definition().Match(line) is { Success: true } definition)
                links.Add(definition.Groups[1].Value, Path.GetRelativePath(Repository.Path("."), Repository.Path(Path.Combine("docs", definition.Groups[2].Value))));
            if (!line.StartsWith('|'))
            {
                columns = null;
                continue;
            }

            string[] cells = [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];
            if (columns is null)
                columns = cells;
            else if (!cells.All(cell => Rule().IsMatch(cell)))
                rows.Add(new ReferenceRow(number, Joined(columns, cells, number)));
        }

        return new ReferencePage(rows, links);
    }

    private static Dictionary<string, string> Joined(string[] columns, string[] cells, int line)
    {
        Assert.True(columns.Length == cells.Length, $"{File}:{line}: {cells.Length} cells in a table of {columns.Length} columns.");
        return columns.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    [GeneratedRegex(@"^\[([^\]]+)\]: *(\S+)")]
    private static partial Regex Definition();

    [GeneratedRegex("^:?-+:?$")]
    private static partial Regex Rule();
}
