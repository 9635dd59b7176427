using System.Globalization;
using System.Text;
using DmaActors.Exploration.Histories;

namespace DmaActors.Lab.Reports.Exports;

/// <summary>Writes a run as a sequence diagram of Mermaid: a participant an actor, an arrow a step, a note a finding.</summary>
public static class MermaidDiagram
{
    /// <summary>Mermaid reads no more characters than this unless its <c>maxTextSize</c> is raised.</summary>
    public const int UsualLimit = 50_000;

    internal static void Write(ExportedRun run, Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine("sequenceDiagram");
        var actors = run.Actors;
        for (var i = 0; i < actors.Count; i++)
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    participant a{i} as {Escape(actors[i])}"));
        var places = actors.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        var findings = run.Findings.ToLookup(finding => finding.Step);
        foreach (var step in run.History.Steps)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    a{places[step.From]}{(step.Step.MessageType == "Reply" ? "-->>" : "->>")}a{places[step.To]}: {step.Number} {Escape(Label(step))}"));
            foreach (var finding in findings[step.Number])
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    Note over a{places[step.To]}: {Escape($"{finding.Rule}: {finding.Text}")}"));
        }
    }

    /// <summary>The message, with what of the two ends an actor's name does not say.</summary>
    private static string Label(HistoryStep step)
    {
        var (from, to) = (Part(step.Step.Sender, step.From), Part(step.Step.Receiver, step.To));
        return $"{step.Step.MessageType}{(from.Length == 0 ? "" : $" from {from}")}{(to.Length == 0 ? "" : $" to {to}")}";
    }

    private static string Part(string endpoint, string actor) => endpoint[actor.Length..].TrimStart('/', '!');

    /// <summary>A semicolon ends a statement and a number sign begins the code of a character; angle brackets would be taken for HTML.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter is '#' or ';' or '<' or '>' or '&' or '%' or '"' || char.IsControl(letter))
                escaped.Append(CultureInfo.InvariantCulture, $"#{(char.IsControl(letter) ? 32 : (int)letter)};");
            else
                escaped.Append(letter);
        }

        return escaped.ToString();
    }
}
