namespace DmaActors.Framework;

/// <summary>How urgent a soft interrupt of ddi_add_softintr(9F) is. The system makes a level of it.</summary>
public enum SoftintPreference
{
    /// <summary>DDI_SOFTINT_LOW: level 4.</summary>
    Low = 8,

    /// <summary>DDI_SOFTINT_MED: level 4 too.</summary>
    Med = 128,

    /// <summary>DDI_SOFTINT_HIGH: level 6.</summary>
    High = 256,
}
