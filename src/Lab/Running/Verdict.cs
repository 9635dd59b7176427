namespace DmaActors.Lab.Running;

/// <summary>How a run ended.</summary>
public enum Verdict
{
    /// <summary>Everything was done, no rule was broken, every byte is right.</summary>
    Passed,

    /// <summary>A rule was broken, a request failed, or data differ.</summary>
    Failed,

    /// <summary>An exception left the code of a driver or a device, whether or not the machine went on without it.</summary>
    Panic,

    /// <summary>Nothing can happen any more, and something is outstanding.</summary>
    Deadlock,

    /// <summary>Messages go round for ever: a channel overflowed, or a state repeats.</summary>
    Livelock,

    /// <summary>The step bound was reached first.</summary>
    BoundReached,

    /// <summary>A fault of the scenario never struck, so that the run says nothing.</summary>
    Invalid,
}
