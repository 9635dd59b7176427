using DmaActors.Exploration.Histories;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Scenarios.Binding;
using DmaActors.Simulation;

namespace DmaActors.Lab.Traces;

/// <summary>What an actor held after a step.</summary>
/// <param name="Actor">Its name.</param>
/// <param name="Items">What it held, in its own order. Empty: it tells nothing.</param>
public sealed record ActorState(string Actor, IReadOnlyList<StateItem> Items)
{
    private const int Suggestions = 3;

    /// <summary>Looks at an actor. Null, and the error, if there is none of that name.</summary>
    /// <param name="world">Between two turns.</param>
    /// <param name="name">The actor, or one of its contexts.</param>
    /// <param name="error">What is wrong, with the names that are near.</param>
    internal static ActorState? Of(World world, string name, out InputError? error)
    {
        error = null;
        var actor = HistoryStep.ActorOf(name);
        if (world.Describe(actor) is { } items)
            return new ActorState(actor, items);
        var names = world.ActorNames.ToList();
        var near = Spelling.NearestFew(actor, names, Suggestions);
        error = new InputError("", 0, 0, "--show", $"the machine has no actor '{name}'", near.Count > 0 ? $"{string.Join(" or ", near)}; all are {string.Join(", ", names)}" : $"one of {string.Join(", ", names)}");
        return null;
    }
}
