namespace DmaActors.Framework;

/// <summary>Who has a buf.</summary>
internal enum BufPhase : byte
{
    /// <summary>Whoever made it: strategy(9E) has not had it.</summary>
    Fresh,

    /// <summary>The driver: biodone(9F) is owed.</summary>
    Issued,

    /// <summary>The routine of b_iodone, which biodone(9F) called.</summary>
    HandedOn,

    /// <summary>Whoever made it, again.</summary>
    Done,

    /// <summary>Nobody.</summary>
    Freed,
}
