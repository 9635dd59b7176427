using System.Text;
using System.Text.Json;
using DmaActors.Exploration.Histories;
using DmaActors.Exploration.Replay;

namespace DmaActors.Lab.Reports;

/// <summary>Writes the runs of a report as JSON for its script; <c>&lt;</c> is escaped in it, so that no text can end the element in which it stands.</summary>
internal static class RunData
{
    /// <summary>More of a message than this is not shown.</summary>
    private const int LongestMessage = 240;

    public static string Of(IEnumerable<ReportedViolation> violations)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var violation in violations)
                Write(json, violation);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, ReportedViolation violation)
    {
        var run = violation.Run!;
        json.WriteStartObject();
        Write(json, run);
        json.WriteNumber("violation", violation.Step);
        if (violation.CertainAfter is { } certain)
            json.WriteNumber("certain", certain);
        json.WriteStartArray("races");
        foreach (var race in violation.Races)
        {
            json.WriteStartArray();
            json.WriteNumberValue(race.First);
            json.WriteNumberValue(race.Second);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        if (violation.Passing is { } passing)
            WriteNeighbour(json, passing, run);
        json.WriteEndObject();
    }

    private static void WriteNeighbour(Utf8JsonWriter json, RunHistory passing, RunHistory run)
    {
        json.WriteStartObject("neighbour");
        Write(json, passing);
        json.WriteString("caption", "A run beside it that passes");
        json.WriteStartArray("partners");
        var places = new Dictionary<StepName, int>();
        for (var i = 0; i < run.Steps.Count; i++)
            places[run.Steps[i].Step.Name] = i;
        foreach (var step in passing.Steps)
            json.WriteNumberValue(places.GetValueOrDefault(step.Step.Name, -1));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RunHistory run)
    {
        json.WriteNumber("skipped", run.Skipped);
        json.WriteStartArray("actors");
        foreach (var actor in run.Actors)
            json.WriteStringValue(actor);
        json.WriteEndArray();
        json.WriteStartArray("steps");
        foreach (var step in run.Steps)
            Write(json, step);
        json.WriteEndArray();
        json.WriteStartArray("keys");
        foreach (var (actor, group, name) in run.Keys)
            WriteStrings(json, actor, group, name);
        json.WriteEndArray();
        json.WriteStartArray("changes");
        foreach (var changes in run.Changes)
        {
            json.WriteStartArray();
            foreach (var change in changes)
            {
                json.WriteStartArray();
                json.WriteNumberValue(change.Key);
                json.WriteStringValue(change.Value);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, HistoryStep step)
    {
        json.WriteStartArray();
        json.WriteNumberValue(step.Number);
        json.WriteStringValue(step.Step.Time.ToString());
        json.WriteStringValue(step.Step.Sender);
        json.WriteStringValue(step.Step.Receiver);
        json.WriteStringValue(step.Step.MessageType);
        json.WriteStringValue(step.Step.Message.Length <= LongestMessage ? step.Step.Message : $"{step.Step.Message[..LongestMessage]}...");
        json.WriteNumberValue(step.SentIn);
        json.WriteNumberValue(step.Step.WasChosen ? 1 : 0);
        json.WriteEndArray();
    }

    private static void WriteStrings(Utf8JsonWriter json, params ReadOnlySpan<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
