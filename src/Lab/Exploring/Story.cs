using DmaActors.Exploration;
using DmaActors.Exploration.Explanation;

namespace DmaActors.Lab.Exploring;

/// <summary>Says in plain English why a run fails: what came before what, what that made of soft state, and how it ended.</summary>
internal static class Story
{
    public static string Of(ScenarioDiagnosis scenario)
    {
        var diagnosis = scenario.Diagnosis;
        var end = EndOf(scenario);
        var values = diagnosis.Minimal.Schedule.Values.Count;
        if (diagnosis.Pairs.Count == 0)
            return values == 0 ? $"It fails in the default order, so no race is needed: {end}" : $"It fails in the default order, with {values} of the values that are chosen not the default: {end}";
        var words = new StepWords(diagnosis);
        var races = diagnosis.Pairs.Select(pair => RaceOf(pair, words));
        return Sentence($"{string.Join(", and ", races)}; {end}");

        string RaceOf(RacingPair pair, StepWords steps) =>
            $"{steps.Of(pair.First)} before {steps.Of(pair.Second)}{(StaleRead.Of(pair, diagnosis.Steps) is { } stale ? $", {stale}" : "")}";
    }

    private static string EndOf(ScenarioDiagnosis scenario)
    {
        var violation = scenario.Diagnosis.Violation;
        var text = violation.Text.TrimEnd('.');
        if (scenario.Blocked.Any(line => line.Contains("on the nexus's list", StringComparison.Ordinal)))
            text = $"nobody released anything afterwards, so the callback that is still on the list is never called: {text}";
        return violation.Kind switch
        {
            ViolationKind.Deadlock => $"at the end nothing more can happen: {text}.",
            ViolationKind.Livelock => $"from there the run goes round in a circle: {text}.",
            _ => $"{text}.",
        };
    }

    /// <summary>Names keep their case.</summary>
    private static string Sentence(string text) => text.StartsWith("the ", StringComparison.Ordinal) ? $"T{text[1..]}" : text;
}
