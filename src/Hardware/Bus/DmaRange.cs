using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Bus;

/// <summary>Bytes that follow each other both for the device and in memory: a piece of what a driver syncs.</summary>
/// <param name="Bus">The first byte, as the device says it.</param>
/// <param name="Memory">The first byte, where it lies.</param>
/// <param name="Length">How many; not negative.</param>
public readonly record struct DmaRange(BusAddress Bus, PhysicalAddress Memory, int Length);
