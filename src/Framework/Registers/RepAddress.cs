namespace DmaActors.Framework;

/// <summary>The flags of the ddi_rep_ functions: where the accesses after the first go.</summary>
public enum RepAddress
{
    /// <summary>DDI_DEV_NO_AUTOINCR: all to the same place, a FIFO.</summary>
    Same = 0,

    /// <summary>DDI_DEV_AUTOINCR: each behind the one before.</summary>
    AutoIncrement = 1,
}
