namespace DmaActors.Drivers.Block;

/// <summary>What the start routine is doing.</summary>
public enum StartState
{
    /// <summary>Nothing is under way.</summary>
    Idle,

    /// <summary>Resources were short: one callback is registered.</summary>
    Waiting,

    /// <summary>The device transfers.</summary>
    Active,

    /// <summary>The device may have no power: what arrives waits in the queue.</summary>
    Suspended,
}
