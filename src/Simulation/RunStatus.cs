namespace DmaActors.Simulation;

/// <summary>Why a world stands still.</summary>
public enum RunStatus
{
    /// <summary>It does not: more steps are enabled, only the step allowance of the call is used up.</summary>
    Running,

    /// <summary>Nothing is enabled and no timer is set. Contexts that still wait for something are blocked.</summary>
    Quiescent,

    /// <summary>An exception left the code of a driver or a device; see <see cref="World.Panic"/>.</summary>
    Panicked,

    /// <summary>A channel holds more messages than <see cref="WorldOptions.ChannelBound"/>; see <see cref="World.FullChannel"/>.</summary>
    ChannelBoundReached,

    /// <summary>The strategy ended it: whatever follows is known already.</summary>
    Abandoned,

    /// <summary><see cref="World.Run"/> threw: the framework, the strategy, an observer or a recorder failed. Nothing that the run says can be relied on.</summary>
    Faulted,
}
