using System.Text.RegularExpressions;
using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.EndToEnd.Tests;

/// <summary>What README.md shows is what the program prints.</summary>
public sealed partial class ReadmeTests
{
    private const string Command = "$ ./dmasim run\n";

    /// <summary>
    /// What was done is compared to the letter: title, requests, bytes, the sums of both disks, the last word. Of the figures that depend on the machine, or on the schedule that the
    /// seed gives in this version, the words around them are.
    /// </summary>
    [Fact]
    public void The_picture_of_a_run_is_what_a_run_prints()
    {
        var readme = File.ReadAllText(Path.Combine(DmaSim.Root, "README.md")).ReplaceLineEndings("\n");
        var begin = readme.IndexOf(Command, StringComparison.Ordinal) + Command.Length;
        Assert.True(begin >= Command.Length, "README.md shows no run.");
        var picture = readme[begin..readme.IndexOf("```", begin, StringComparison.Ordinal)];

        var result = DmaSim.RunIn(DmaSim.Root, "run");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(Lasting(picture), Lasting(result.Output));
    }

    private static string Lasting(string report) => FigureLines().Replace(report, line => Figures().Replace(line.Value, "#"));

    [GeneratedRegex("^  (?:virtual time|wall time|latency|no resources|callbacks|copy buffer|windows|overlaps|trace hash) .*$", RegexOptions.Multiline)]
    private static partial Regex FigureLines();

    [GeneratedRegex(@"\b(?:[0-9a-f]{16}|(?<!p)(?<!p99\.)\d[\d,.]*\d*(?:[num]?s\b| [mb]illion| [KMG]iB)?)")]
    private static partial Regex Figures();
}
