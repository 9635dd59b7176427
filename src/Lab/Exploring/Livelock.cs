using DmaActors.Exploration;
using DmaActors.Exploration.Campaigns;
using DmaActors.Exploration.Liveness;

namespace DmaActors.Lab.Exploring;

/// <summary>A run that reached its bound: a livelock, if a circle can be shown.</summary>
internal static class Livelock
{
    /// <summary>The run that the model has just broken off.</summary>
    /// <returns>Null: nothing is known of it but its length.</returns>
    public static Counterexample? Find(IModel model, long schedule)
    {
        var broken = Counterexample.Of(new Violation(ViolationKind.Livelock, "livelock", "", "", model.World.Steps), schedule, model.World);
        if (CycleSearch.Find(model, broken.Choices, broken.Steps) is not { } cycle)
            return null;
        var receiver = cycle.Steps[0].Split(" -> ")[1].Split(':')[0];
        return broken with { Violation = broken.Violation with { Where = receiver, Text = cycle.ToString() } };
    }
}
