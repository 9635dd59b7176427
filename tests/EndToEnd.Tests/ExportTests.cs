using System.Text.Json;
using System.Text.RegularExpressions;
using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.EndToEnd.Tests;

/// <summary>A trace in the formats of other programs, each read by the rules of its format.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly Workspace workspace = new();
    private readonly string trace;

    public ExportTests()
    {
        trace = workspace.File("small.trace");
        Assert.Equal(0, workspace.Run("run", workspace.Write("small.yaml", Scenarios.Small), "--trace", trace, "--quiet").ExitCode);
    }

    private int StepsOfTrace => File.ReadLines(trace).Count(line => char.IsAsciiDigit(line[0]));

    public void Dispose() => workspace.Dispose();

    [Fact]
    public void Every_step_is_in_the_list_of_steps_and_was_sent_in_an_earlier_one()
    {
        using var document = JsonDocument.Parse(Export("json"));
        var root = document.RootElement;
        var steps = root.GetProperty("steps").EnumerateArray().ToList();

        Assert.Equal("dmasim.steps/1", root.GetProperty("schema").GetString());
        Assert.Equal("passed", root.GetProperty("verdict").GetString());
        Assert.Equal(StepsOfTrace, steps.Count);
        Assert.All(steps, step => Assert.InRange(step.GetProperty("sentIn").GetInt64(), 0, step.GetProperty("step").GetInt64() - 1));
    }

    /// <summary>A message is sent by whoever handles the step in which it was sent: the actor itself, or one of its contexts, timers and locks.</summary>
    [Fact]
    public void A_message_is_sent_in_a_step_of_its_sender()
    {
        using var document = JsonDocument.Parse(Export("json"));
        var steps = document.RootElement.GetProperty("steps").EnumerateArray().ToList();

        Assert.All(
            steps.Where(step => step.GetProperty("sentIn").GetInt64() > 0),
            step => Assert.Equal(ActorOf(step.GetProperty("sender")), ActorOf(steps[(int)step.GetProperty("sentIn").GetInt64() - 1].GetProperty("receiver"))));
    }

    /// <summary>The rules of the Trace Event Format: slices of a thread do not overlap, each end of a flow lies in a slice, the two have one name, category and id.</summary>
    [Fact]
    public void The_trace_for_Perfetto_keeps_the_rules_of_its_format()
    {
        using var document = JsonDocument.Parse(Export("perfetto"));
        var events = document.RootElement.GetProperty("traceEvents").EnumerateArray().Select(TraceEvent.Read).ToList();
        var slices = events.Where(one => one.Phase == "X").ToList();
        var named = events.Where(one => one is { Phase: "M", Name: "thread_name" }).Select(one => one.Thread).ToList();

        Assert.Equal(StepsOfTrace, slices.Count);
        Assert.Equal(named.Count, named.Distinct().Count());
        Assert.All(events.Where(one => one.Phase != "M"), one => Assert.Contains(one.Thread, named));
        foreach (var thread in slices.GroupBy(slice => slice.Thread))
            Assert.All(thread.Zip(thread.Skip(1)), pair => Assert.True(pair.First.Time + pair.First.Duration <= pair.Second.Time, $"{pair}"));
        var flows = events.Where(one => one.Phase is "s" or "f").GroupBy(one => one.Id).ToList();
        Assert.NotEmpty(flows);
        Assert.All(flows, flow =>
        {
            Assert.Equal(["s", "f"], flow.Select(end => end.Phase));
            Assert.Single(flow.Select(end => (end.Name, end.Category)).Distinct());
            Assert.All(flow, end => Assert.Single(slices, slice => slice.Thread == end.Thread && slice.Time <= end.Time && end.Time < slice.Time + slice.Duration));
            Assert.True(flow.First().Time < flow.Last().Time);
        });
    }

    [Fact]
    public void The_diagram_for_Mermaid_has_an_arrow_a_step_between_participants_that_it_declares()
    {
        var lines = Export("mermaid").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var participants = lines.Where(line => line.StartsWith("    participant ", StringComparison.Ordinal)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]).ToList();
        var arrows = lines.Select(line => Regex.Match(line, "^    (?<from>a[0-9]+)-?->>(?<to>a[0-9]+): [0-9]+ (?:[^;#]|#[0-9]+;)*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)).Where(match => match.Success).ToList();

        Assert.Equal("sequenceDiagram", lines[0]);
        Assert.Equal(StepsOfTrace, arrows.Count);
        Assert.All(arrows, arrow => Assert.Subset(participants.ToHashSet(), new HashSet<string> { arrow.Groups["from"].Value, arrow.Groups["to"].Value }));
    }

    [Fact]
    public void A_file_or_a_directory_can_be_named()
    {
        var file = workspace.Run("export", trace, "--format", "json", "--out", workspace.File("steps.json"), "--json").Json;
        var directory = workspace.Run("export", trace, "--format", "mermaid", "--out", Path.GetDirectoryName(trace)!, "--json").Json;

        Assert.Equal(StepsOfTrace, file.GetProperty("steps").GetInt32());
        Assert.True(File.Exists(workspace.File("steps.json")));
        Assert.Equal(workspace.File("small.mmd"), directory.GetProperty("file").GetString());
        Assert.StartsWith("sequenceDiagram\n", File.ReadAllText(workspace.File("small.mmd")), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_trace_that_is_cut_short_there_is_what_it_has_and_that_is_said_beside_it()
    {
        File.WriteAllLines(trace, File.ReadLines(trace).SkipLast(1).ToList());

        var result = workspace.Run("export", trace, "--format", "json");
        using var document = JsonDocument.Parse(result.Output);

        Assert.Equal(3, result.ExitCode);
        Assert.Equal(StepsOfTrace, document.RootElement.GetProperty("steps").GetArrayLength());
        Assert.Contains("CUT SHORT", result.Errors, StringComparison.Ordinal);
        Assert.True(workspace.Run("export", trace, "--format", "json", "--out", workspace.File("cut.json"), "--json").Json.GetProperty("cutShort").GetBoolean());
    }

    [Fact]
    public void A_trace_that_no_longer_matches_is_not_exported()
    {
        File.WriteAllText(trace, File.ReadAllText(trace).Replace("\n20 ", "\n20 1", StringComparison.Ordinal));

        var result = workspace.Run("export", trace, "--format", "json");

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains("DIFFERS", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--format", "svg")]
    [InlineData("--format", "json", "--json")]
    [InlineData]
    public void What_cannot_be_exported_is_refused(params string[] options) => Assert.Equal(2, workspace.Run(["export", trace, .. options]).ExitCode);

    [Fact]
    public void A_file_that_cannot_be_written_is_named()
    {
        var result = workspace.Run("export", trace, "--format", "json", "--out", Path.Combine(trace, "steps.json"), "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("--out", Assert.Single(result.JsonErrors).GetProperty("key").GetString());
    }

    private string Export(string format)
    {
        var result = workspace.Run("export", trace, "--format", format);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Output;
    }

    private static string ActorOf(JsonElement endpoint) => endpoint.GetString()!.Split('/', '!')[0];

    /// <summary>An event with all members that its phase must have, and of their types.</summary>
    private sealed record TraceEvent(string Name, string Phase, double Time, double Duration, int Thread, string Category, long Id)
    {
        public static TraceEvent Read(JsonElement json)
        {
            var phase = json.GetProperty("ph").GetString()!;
            Assert.Contains(phase, new[] { "X", "M", "s", "f", "i" });
            Assert.Equal(1, json.GetProperty("pid").GetInt32());
            if (phase == "M")
                Assert.Equal(JsonValueKind.Object, json.GetProperty("args").ValueKind);
            if (phase == "f")
                Assert.Equal("e", json.GetProperty("bp").GetString());
            if (phase == "i")
                Assert.Contains(json.GetProperty("s").GetString(), new[] { "g", "p", "t" });
            return new TraceEvent(
                json.GetProperty("name").GetString()!,
                phase,
                json.GetProperty("ts").GetDouble(),
                phase == "X" ? json.GetProperty("dur").GetDouble() : 0,
                json.GetProperty("tid").GetInt32(),
                phase == "M" ? "" : json.GetProperty("cat").GetString()!,
                phase is "s" or "f" ? json.GetProperty("id").GetInt64() : 0);
        }
    }
}
