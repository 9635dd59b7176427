namespace DmaActors.Framework;

/// <summary>What an interrupt handler returns.</summary>
public enum DdiIntr
{
    /// <summary>DDI_INTR_UNCLAIMED: not my device.</summary>
    Unclaimed = 0,

    /// <summary>DDI_INTR_CLAIMED.</summary>
    Claimed = 1,
}
