namespace DmaActors.Drivers.Block;

/// <summary>What has become of a request that was to be started.</summary>
public enum StartOutcome
{
    /// <summary>The device transfers.</summary>
    Started,

    /// <summary>Resources are short, and a callback is registered.</summary>
    Short,

    /// <summary>It can never be started; nothing is held for it.</summary>
    Refused,
}
