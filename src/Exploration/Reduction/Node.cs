namespace DmaActors.Exploration.Reduction;

/// <summary>A state of the run: what is enabled in it, and which step was taken.</summary>
internal struct Node
{
    /// <summary>The first of its candidates.</summary>
    public int First;

    /// <summary>Behind the last.</summary>
    public int End;

    /// <summary>The candidate that is taken now.</summary>
    public int Chosen;

    /// <summary>The first of the values that are chosen in its step.</summary>
    public int Values;

    /// <summary>Footprints up to here are of steps that sleep, and stay as long as the state.</summary>
    public int Kept;
}
