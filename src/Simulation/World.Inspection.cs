namespace DmaActors.Simulation;

/// <content>Looking at actors from outside.</content>
public sealed partial class World
{
    /// <summary>The actors of this run, in the order in which they were spawned; contexts are part of their instance.</summary>
    public IEnumerable<string> ActorNames => cells.Take(cellsInUse).Select(cell => cell.Name);

    /// <summary>What an actor holds between two turns. Empty for one that has stopped or tells nothing; null: there is none of that name.</summary>
    public IReadOnlyList<StateItem>? Describe(string actor)
    {
        for (var i = 0; i < cellsInUse; i++)
        {
            if (cells[i].Name == actor)
                return Describe(cells[i]);
        }

        return null;
    }

    /// <summary>What all actors hold that tell it, in the order of <see cref="ActorNames"/>.</summary>
    public IEnumerable<(string Actor, IReadOnlyList<StateItem> State)> DescribeAll()
    {
        for (var i = 0; i < cellsInUse; i++)
            yield return (cells[i].Name, Describe(cells[i]));
    }

    private static IReadOnlyList<StateItem> Describe(Cell cell)
    {
        if (cell.Actor is not IDescribed described)
            return [];
        var state = new StateWriter();
        described.Describe(state);
        return state.Items;
    }
}
