namespace DmaActors.Framework;

/// <summary>What most DDI functions return (manual, Intro(9F)).</summary>
public enum DdiResult
{
    /// <summary>DDI_SUCCESS.</summary>
    Success = 0,

    /// <summary>DDI_FAILURE.</summary>
    Failure = -1,

    /// <summary>DDI_EINVAL: an argument that is none.</summary>
    EInval = -4,

    /// <summary>DDI_EPENDING: the soft interrupt waits for its handler already.</summary>
    EPending = -6,
}
