using DmaActors.Exploration.Explanation;
using DmaActors.Exploration.Replay;
using DmaActors.Lab.Exploring;

namespace DmaActors.Cli.Output;

/// <summary>Why a run fails.</summary>
/// <param name="Sentence">In plain English.</param>
/// <param name="Manual">The place in the manual on which the rule stands; null: no rule of the verifier is broken.</param>
/// <param name="Cure">What to do about it.</param>
/// <param name="Races">The races without any of which the run does not fail. Empty: no order is to blame.</param>
/// <param name="CertainAfter">The step after which no way around was found; null: there was none from the beginning.</param>
/// <param name="ContinuationsTried">Runs from that step on, all of which failed.</param>
/// <param name="AtTheEnd">Who waits for what, if nothing more can happen.</param>
/// <param name="Instances">The instances that are left of the scenario.</param>
/// <param name="Requests">The requests that are left, by their place in the whole plan.</param>
/// <param name="Minimal">Nothing more can be left out alone; false: the time that is given to it was over before that was known.</param>
/// <param name="Runs">Runs that it took to find the smallest one.</param>
internal sealed record ExplanationItem(
    string Sentence,
    string? Manual,
    string? Cure,
    IReadOnlyList<RaceItem> Races,
    StepItem? CertainAfter,
    int ContinuationsTried,
    IReadOnlyList<string> AtTheEnd,
    IReadOnlyList<string> Instances,
    IReadOnlyList<int> Requests,
    bool Minimal,
    long Runs)
{
    public static ExplanationItem Of(ScenarioDiagnosis diagnosis)
    {
        var (found, certainty) = (diagnosis.Diagnosis, diagnosis.Diagnosis.Certainty);
        return new ExplanationItem(
            diagnosis.Sentence,
            diagnosis.Rule?.Manual,
            diagnosis.Cure,
            [.. found.Pairs.Select(RaceItem.Of)],
            certainty.Step is { } step ? StepItem.Of(step) : null,
            certainty.PutOff + certainty.Random,
            diagnosis.Blocked,
            diagnosis.Kept.Instances,
            [.. diagnosis.Kept.Requests.Select(request => request.Ordinal)],
            found.Minimal.IsMinimal,
            found.Minimal.Runs);
    }
}

/// <summary>Two steps whose order decides.</summary>
/// <param name="First">What came first, and must not.</param>
/// <param name="Second">What came too late.</param>
/// <param name="OtherwisePasses">With the two in the other order nothing is wrong at all; false: something else is.</param>
internal sealed record RaceItem(StepItem First, StepItem Second, bool OtherwisePasses)
{
    public static RaceItem Of(RacingPair pair) => new(StepItem.Of(pair.First), StepItem.Of(pair.Second), pair.Neighbour.Passes);
}

/// <summary>A step of the smallest run.</summary>
/// <param name="Step">Its number; null: the run ended before it.</param>
/// <param name="Sender">Who sent the message.</param>
/// <param name="Receiver">Who it was delivered to.</param>
/// <param name="Message">Its type.</param>
internal sealed record StepItem(long? Step, string Sender, string Receiver, string Message)
{
    public static StepItem Of(NamedStep step) => new(step.Number == 0 ? null : step.Number, step.Sender, step.Receiver, step.MessageType);
}
