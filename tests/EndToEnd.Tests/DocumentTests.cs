using DmaActors.EndToEnd.Tests.Documents;
using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.EndToEnd.Tests;

/// <summary>What the pages show is so: links lead to files, excerpts stand in the sources, and commands print what the guide says that they print.</summary>
public sealed class DocumentTests : IDisposable
{
    private const string Prompt = "$ ";
    private const string Program = "./dmasim ";

    private readonly Workspace workspace = new();

    public static TheoryData<string> Pages => [.. Below("docs").Append("README.md").Order(StringComparer.Ordinal)];

    public static TheoryData<string> Guide => [.. Below("docs/guide").Append("docs/tutorial.md").Order(StringComparer.Ordinal)];

    public void Dispose() => workspace.Dispose();

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file(string path) =>
        Assert.All(Page.Read(path).Links, link => Assert.True(Path.Exists(link.Target), $"{path}:{link.Line}: no {link.Target}"));

    [Theory]
    [MemberData(nameof(Guide))]
    public void An_excerpt_stands_in_the_file_that_is_named_above_it(string path)
    {
        foreach (var fence in Page.Read(path).Fences.Where(fence => fence.Language is "csharp" or "yaml"))
        {
            Assert.True(File.Exists(fence.Source), $"{path}:{fence.Line}: no file is linked above the excerpt");
            AssertInOrder(fence.Shown, File.ReadLines(fence.Source), $"{path}:{fence.Line}: {fence.Source} does not have");
        }
    }

    [Theory]
    [MemberData(nameof(Guide))]
    public void A_command_prints_what_the_page_shows(string path)
    {
        foreach (var fence in Page.Read(path).Fences.Where(fence => fence.Language == "console"))
        {
            var lines = fence.Lines.ToList();
            for (var at = 0; at < lines.Count;)
            {
                Assert.True(lines[at].StartsWith(Prompt, StringComparison.Ordinal), $"{path}:{fence.Line}: a command begins with '{Prompt}'");
                var command = lines[at++][Prompt.Length..];
                var shown = lines.Skip(at).TakeWhile(line => !line.StartsWith(Prompt, StringComparison.Ordinal)).ToList();
                at += shown.Count;
                var result = Run(command);
                Assert.True(result.ExitCode is 0 or 1, $"{path}:{fence.Line}: {command}: {result}");
                AssertInOrder((fence with { Lines = shown }).Shown.Where(line => !DependsOnTheMachine(line)), result.Output.Split('\n'), $"{path}:{fence.Line}: {command} does not print");
            }
        }
    }

    private static bool DependsOnTheMachine(string line) => line.StartsWith("wall time", StringComparison.Ordinal);

    private static IEnumerable<string> Below(string folder) =>
        Directory.EnumerateFiles(Path.Combine(DmaSim.Root, folder), "*.md", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(DmaSim.Root, file));

    private static void AssertInOrder(IEnumerable<string> shown, IEnumerable<string> actual, string otherwise)
    {
        using var rest = actual.GetEnumerator();
        foreach (var line in shown)
        {
            var found = false;
            while (!found && rest.MoveNext())
                found = rest.Current.Trim() == line;
            Assert.True(found, $"{otherwise}, behind the lines before it: {line}");
        }
    }

    private Result Run(string command)
    {
        if (command.StartsWith(Program, StringComparison.Ordinal))
            return workspace.Run(command[Program.Length..].Split(' '));
        return command.StartsWith("dotnet build ", StringComparison.Ordinal)
            ? DmaSim.Tool(workspace.Path, "dotnet", [.. command.Split(' ').Skip(1), "-nodeReuse:false", "-p:UseSharedCompilation=false"])
            : DmaSim.Tool(workspace.Path, "sh", "-c", command);
    }
}
