using System.Globalization;
using System.Text.Json;

namespace DmaActors.Lab.Reports.Exports;

/// <summary>Writes a run as one JSON document, <c>dmasim.steps/1</c>. Fields are only ever added.</summary>
internal static class StepList
{
    public static void Write(ExportedRun run, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("schema", "dmasim.steps/1");
        json.WriteString("scenario", run.Scenario);
        json.WriteString("seed", run.Seed.ToString(CultureInfo.InvariantCulture));
        json.WriteString("verdict", run.Verdict);
        json.WriteString("traceHash", run.TraceHash);
        json.WriteStartArray("actors");
        foreach (var actor in run.Actors)
            json.WriteStringValue(actor);
        json.WriteEndArray();
        json.WriteStartArray("steps");
        foreach (var step in run.History.Steps)
        {
            json.WriteStartObject();
            json.WriteNumber("step", step.Number);
            json.WriteNumber("timeNs", step.Step.Time.Nanoseconds);
            json.WriteString("sender", step.Step.Sender);
            json.WriteString("receiver", step.Step.Receiver);
            json.WriteString("message", step.Step.MessageType);
            json.WriteString("text", step.Step.Message);
            json.WriteNumber("sentIn", step.SentIn);
            json.WriteBoolean("chosen", step.Step.WasChosen);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("findings");
        foreach (var finding in run.Findings)
        {
            json.WriteStartObject();
            json.WriteString("rule", finding.Rule);
            json.WriteNumber("step", finding.Step);
            json.WriteString("text", finding.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
