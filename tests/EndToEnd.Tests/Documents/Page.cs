using System.Text.RegularExpressions;
using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.EndToEnd.Tests.Documents;

/// <summary>A page of the documentation: its blocks of code and its links.</summary>
internal sealed partial class Page
{
    private const string Mark = "```";

    private readonly List<Fence> fences = [];
    private readonly List<(int Line, string Target)> links = [];

    private Page(string path) => Path = path;

    /// <summary>As seen from the root of the repository.</summary>
    public string Path { get; }

    public IReadOnlyList<Fence> Fences => fences;

    /// <summary>Links to files of the repository.</summary>
    public IReadOnlyList<(int Line, string Target)> Links => links;

    public static Page Read(string path)
    {
        var page = new Page(path);
        List<string>? inside = null;
        var (begin, language) = (0, "");
        var number = 0;
        foreach (var line in File.ReadLines(System.IO.Path.Combine(DmaSim.Root, path)))
        {
            number++;
            if (line.StartsWith(Mark, StringComparison.Ordinal))
            {
                if (inside is not null)
                    page.fences.Add(new Fence(begin, language, page.links.Count == 0 ? null : page.links[^1].Target, inside));
                (inside, begin, language) = (inside is null ? [] : null, number, line[Mark.Length..].Trim());
            }
            else if (inside is not null)
            {
                inside.Add(line);
            }
            else
            {
                page.links.AddRange(Link().Matches(line).Select(match => match.Groups["target"].Value).Where(IsFile).Select(target => (number, page.Resolve(target))));
            }
        }

        return page;
    }

    private static bool IsFile(string target) => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#');

    private string Resolve(string target) =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(DmaSim.Root, System.IO.Path.GetDirectoryName(Path)!, target.Split('#')[0]));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)|^\[[^\]]+\]: *(?<target>\S+)")]
    private static partial Regex Link();
}
