namespace DmaActors.Framework;

/// <summary>What ddi_intr_add_softint(9F) gives.</summary>
/// <param name="Status">EINVAL when the priority is none.</param>
/// <param name="Handle">The handle; null unless SUCCESS.</param>
public readonly record struct SoftintResult(DdiResult Status, SoftintHandle? Handle);
