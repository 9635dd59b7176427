namespace DmaActors.Framework;

/// <summary>What most DDI functions return (manual, Intro(9F)).</summary>
public enum DdiResult
{
    /// <summary>DDI_SUCCESS.</summary>
    Success = 0,

    /// <summary>DDI_FAILURE.</summary>
    Failure = -1,
}
