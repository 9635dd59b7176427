namespace DmaActors.Hardware.Memory;

/// <summary>A stretch of adjacent physical bytes. <c>default</c> is an empty one.</summary>
/// <param name="At">The first byte.</param>
/// <param name="Length">The number of bytes.</param>
public readonly record struct PhysicalRun(PhysicalAddress At, int Length);
