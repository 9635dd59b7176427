using System.Globalization;
using System.Text.Json;
using DmaActors.Exploration.Histories;

namespace DmaActors.Lab.Reports.Exports;

/// <summary>
/// Writes a run in the Trace Event Format, which Perfetto and chrome://tracing read: a thread an actor, a slice a step, a flow from the step in which a message was sent to the one that
/// delivers it, a mark for each finding.
/// </summary>
/// <remarks>Steps are the time axis, a microsecond each: virtual time stands still while many messages are delivered, and slices of no length cannot be seen. The virtual time is an argument.</remarks>
internal static class PerfettoTrace
{
    private const int Process = 1;
    private const double Middle = 0.5;

    public static void Write(ExportedRun run, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("displayTimeUnit", "ms");
        json.WriteStartObject("otherData");
        json.WriteString("scenario", run.Scenario);
        json.WriteString("seed", run.Seed.ToString(CultureInfo.InvariantCulture));
        json.WriteString("verdict", run.Verdict);
        json.WriteString("time", "one microsecond is one step; the virtual time of a step is its argument 'time'");
        json.WriteEndObject();
        json.WriteStartArray("traceEvents");
        var threads = run.Actors.Index().ToDictionary(pair => pair.Item, pair => pair.Index + 1, StringComparer.Ordinal);
        WriteName(json, "process_name", 0, run.Scenario);
        foreach (var (actor, thread) in threads)
        {
            WriteName(json, "thread_name", thread, actor);
            WriteSortIndex(json, thread);
        }

        var steps = run.History.Steps.ToDictionary(step => step.Number);
        foreach (var step in run.History.Steps)
        {
            WriteSlice(json, step, threads[step.To]);
            if (steps.TryGetValue(step.SentIn, out var origin))
                WriteFlow(json, step, origin, threads);
        }

        foreach (var finding in run.Findings)
            WriteMark(json, finding, steps.TryGetValue(finding.Step, out var step) ? threads[step.To] : 0);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteName(Utf8JsonWriter json, string what, int thread, string name)
    {
        Begin(json, what, "M", 0, thread);
        json.WriteStartObject("args");
        json.WriteString("name", name);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSortIndex(Utf8JsonWriter json, int thread)
    {
        Begin(json, "thread_sort_index", "M", 0, thread);
        json.WriteStartObject("args");
        json.WriteNumber("sort_index", thread);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSlice(Utf8JsonWriter json, HistoryStep step, int thread)
    {
        Begin(json, step.Step.MessageType, "X", step.Number, thread);
        json.WriteString("cat", "step");
        json.WriteNumber("dur", 1);
        json.WriteStartObject("args");
        json.WriteNumber("step", step.Number);
        json.WriteString("time", step.Step.Time.ToString());
        json.WriteString("from", step.Step.Sender);
        json.WriteString("to", step.Step.Receiver);
        json.WriteString("message", step.Step.Message);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The two ends of an arrow: each lies within a slice, to which the reader ties it.</summary>
    private static void WriteFlow(Utf8JsonWriter json, HistoryStep step, HistoryStep origin, Dictionary<string, int> threads)
    {
        Begin(json, "message", "s", origin.Number + Middle, threads[origin.To]);
        json.WriteString("cat", "message");
        json.WriteNumber("id", step.Number);
        json.WriteEndObject();
        Begin(json, "message", "f", step.Number, threads[step.To]);
        json.WriteString("cat", "message");
        json.WriteNumber("id", step.Number);
        json.WriteString("bp", "e");
        json.WriteEndObject();
    }

    private static void WriteMark(Utf8JsonWriter json, ExportedFinding finding, int thread)
    {
        Begin(json, finding.Rule, "i", finding.Step + Middle, thread);
        json.WriteString("cat", "finding");
        json.WriteString("s", thread == 0 ? "g" : "t");
        json.WriteStartObject("args");
        json.WriteString("text", finding.Text);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json, string name, string phase, double time, int thread)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("ph", phase);
        json.WriteNumber("ts", time);
        json.WriteNumber("pid", Process);
        json.WriteNumber("tid", thread);
    }
}
