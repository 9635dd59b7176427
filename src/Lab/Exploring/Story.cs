using DmaActors.Exploration;
using DmaActors.Exploration.Explanation;
using DmaActors.Exploration.Replay;

namespace DmaActors.Lab.Exploring;

/// <summary>Says in plain English why a run fails: what came before what, and what came of it.</summary>
internal static class Story
{
    public static string Of(Diagnosis diagnosis)
    {
        var what = new StepWords(diagnosis);
        var end = EndOf(diagnosis.Violation);
        if (diagnosis.Pairs.Count == 0)
            return diagnosis.Minimal.Schedule.Values.Count == 0
                ? $"It fails in the default order, so no race is needed: {end}"
                : $"It fails in the default order of messages, with {Count(diagnosis.Minimal.Schedule.Values.Count, "value that is not the default", "values that are not the default")}: {end}";
        var races = diagnosis.Pairs.Select(pair => $"{what.Of(pair.First)} before {what.Of(pair.Second)}");
        return Sentence($"{string.Join(", and ", races)}; {end}");
    }

    private static string EndOf(Violation violation) => violation.Kind switch
    {
        ViolationKind.Deadlock => $"at the end nothing more could happen: {violation.Text.TrimEnd('.')}.",
        ViolationKind.Livelock => $"from there the run went round in a circle: {violation.Text.TrimEnd('.')}.",
        _ => $"{violation.Text.TrimEnd('.')}.",
    };

    private static string Count(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";

    /// <summary>Names keep their case.</summary>
    private static string Sentence(string text) => text.StartsWith("the ", StringComparison.Ordinal) ? $"T{text[1..]}" : text;
}
