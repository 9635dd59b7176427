namespace DmaActors.Exploration;

/// <summary>How a run ended that did not pass.</summary>
public enum ViolationKind
{
    /// <summary>A rule was broken, or data differ.</summary>
    Failed,

    /// <summary>An exception left code of a driver or a device.</summary>
    Panic,

    /// <summary>Nothing more can happen, and somebody still waits.</summary>
    Deadlock,

    /// <summary>The run goes round in a circle and never ends.</summary>
    Livelock,
}
