using DmaActors.Exploration;
using DmaActors.Exploration.Explanation;

namespace DmaActors.Lab.Exploring;

/// <summary>Says in plain English why a run fails: what came before what, what a context saw because of it, and how it ended.</summary>
internal sealed class Story
{
    private readonly ScenarioDiagnosis scenario;
    private readonly Diagnosis diagnosis;
    private readonly StepWords words;

    private Story(ScenarioDiagnosis scenario)
    {
        this.scenario = scenario;
        diagnosis = scenario.Diagnosis;
        words = new StepWords(diagnosis);
    }

    public static string Of(ScenarioDiagnosis scenario) => new Story(scenario).Tell();

    private string Tell()
    {
        if (diagnosis.Pairs.Count == 0)
        {
            var values = diagnosis.Minimal.Schedule.Values.Count;
            return values == 0 ? $"It fails in the default order already: {End()}" : $"It fails in the default order, with {values} of the values that are chosen not the default: {End()}";
        }

        // Who saw what it should not have seen is the story; the others are what made it possible.
        var told = diagnosis.Pairs.Where(pair => StaleRead.Of(pair, diagnosis.Steps) is not null).ToList();
        if (told.Count == 0)
            told = [.. diagnosis.Pairs];
        var story = Sentence($"{string.Join(", and ", told.Select(Race))}; {End()}");
        var others = diagnosis.Pairs.Except(told).Select(Race).ToList();
        return others.Count == 0 ? story : $"{story} What it takes besides: {string.Join(", and ", others)}.";
    }

    private string Race(RacingPair pair)
    {
        var first = words.Of(pair.First);
        if (StaleRead.Of(pair, diagnosis.Steps) is not { } stale)
            return $"{first} before {words.Of(pair.Second)}";
        var reader = stale.Read.Context.StartsWith($"{pair.First.Receiver}/", StringComparison.Ordinal) ? "" : $"{stale.Read.Context} ";
        var saw = $"and {reader}saw {stale.Read.Member} = {stale.Read.Value}";
        return words.CallAnswered(pair.Second) is { } call
            ? $"{first} between {call} and its {stale.Change.Member} = {stale.Change.Value}, {saw}"
            : $"{first} before {words.Of(pair.Second)} and set {stale.Change.Member} = {stale.Change.Value}, {saw}";
    }

    private string End()
    {
        var violation = diagnosis.Violation;
        var text = violation.Text.TrimEnd('.');
        if (scenario.IsCallbackLeft)
            text = $"nobody released anything afterwards, and a callback is left on the list: {text}";
        return violation.Kind == ViolationKind.Livelock ? $"from there the run goes round in a circle: {text}." : $"{text}.";
    }

    /// <summary>Names keep their case.</summary>
    private static string Sentence(string text) => text.StartsWith("the ", StringComparison.Ordinal) ? $"T{text[1..]}" : text;
}
