using DmaActors.Simulation;

namespace DmaActors.Exploration.Campaigns;

/// <summary>A run that did not pass, with all that is needed to run it again.</summary>
/// <param name="Violation">What is wrong with it.</param>
/// <param name="Schedule">Its number among the schedules of the campaign: 0 is the default order.</param>
/// <param name="Steps">Its length.</param>
/// <param name="Choices">Its tape.</param>
/// <param name="Digest">Its trace hash.</param>
/// <param name="HasEnded">Whether nothing more happened; otherwise it was at its bound.</param>
public sealed record Counterexample(Violation Violation, long Schedule, long Steps, IReadOnlyList<Choice> Choices, ulong Digest, bool HasEnded)
{
    /// <summary>The run that a model has just ended.</summary>
    public static Counterexample Of(Violation violation, long schedule, World world) =>
        new(violation, schedule, world.Steps, world.Tape.Choices.ToArray(), world.Digest.Value, world.Status != RunStatus.Running);
}
