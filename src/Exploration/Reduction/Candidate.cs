namespace DmaActors.Exploration.Reduction;

/// <summary>A step that is enabled in a state of the run.</summary>
internal struct Candidate
{
    /// <summary>The number of its channel.</summary>
    public int Channel;

    /// <summary>Its place among the enabled steps.</summary>
    public int Index;

    /// <summary>It is to be taken here, if it does not sleep.</summary>
    public bool IsWanted;

    /// <summary>All that begins with it here is known: from a sibling that was taken before, or from this state itself.</summary>
    public bool IsAsleep;

    /// <summary>What it touched when it was taken. Of one that sleeps.</summary>
    public Region Footprint;

    /// <summary>The run ended in its step, by a panic: what follows is not known, so it does not sleep in states that come after.</summary>
    public bool EndsRun;
}
