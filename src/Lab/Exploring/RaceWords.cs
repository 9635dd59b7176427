using DmaActors.Exploration.Reduction;

namespace DmaActors.Lab.Exploring;

/// <summary>Which steps race, in words.</summary>
public static class RaceWords
{
    /// <summary><c>disk0/callback and disk0/detach, entering mu</c>.</summary>
    public static string Of(RaceCount race)
    {
        var (one, other) = (Of(race.One), Of(race.Other));
        return one == other ? $"{one}, with another" : $"{one}, with {other}";
    }

    private static string Of(StepKind step)
    {
        var label = step.Sender.IndexOf('!', StringComparison.Ordinal);
        if (label < 0)
            return $"{step.MessageType ?? "a message"} of {step.Sender} at {step.Receiver}";
        var (owner, name) = (step.Sender[..label], step.Sender[(label + 1)..]);
        return step.Receiver.StartsWith($"{owner}/", StringComparison.Ordinal) ? $"{step.Receiver} entering {name}" : $"the timer {name} of {step.Receiver}";
    }
}
