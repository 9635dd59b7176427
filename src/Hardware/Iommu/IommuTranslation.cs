using System.Runtime.InteropServices;
using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Iommu;

/// <summary>What the IOMMU answers for the first bytes of an access.</summary>
/// <param name="Fault">Why there is no address; <see cref="IommuFault.None"/> if there is.</param>
/// <param name="Memory">Where in memory the first byte lies.</param>
/// <param name="Length">For how many bytes the answer holds: up to the end of the page.</param>
/// <param name="IsStreaming">Whether the access goes through the streaming cache.</param>
/// <param name="Context">The context of the mapping.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct IommuTranslation(IommuFault Fault, PhysicalAddress Memory, int Length, bool IsStreaming, int Context);
