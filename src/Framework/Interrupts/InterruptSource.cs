namespace DmaActors.Framework.Interrupts;

/// <summary>One interrupt of a device: where it arrives.</summary>
/// <param name="Vector">Its vector.</param>
/// <param name="Priority">1 to 12.</param>
internal sealed record InterruptSource(int Vector, int Priority);
