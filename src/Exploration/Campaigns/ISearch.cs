namespace DmaActors.Exploration.Campaigns;

/// <summary>Where the schedules of a campaign come from: pieces of work that any worker can do, in the order in which their schedules are numbered.</summary>
public interface ISearch
{
    /// <summary>What it is, with its parameters and seed.</summary>
    string Description { get; }

    /// <summary>Whether an end of the pieces means that every schedule of the space, as the description bounds it, has been run.</summary>
    bool CoversItsSpace { get; }

    /// <summary>The next piece; null: there are no more. One thread at a time.</summary>
    IPiece? Next();
}
