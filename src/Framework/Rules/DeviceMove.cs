using System.Runtime.InteropServices;

namespace DmaActors.Framework.Rules;

/// <summary>A device has moved bytes from or to memory, or where it takes memory to be.</summary>
/// <param name="Instance">Whose device.</param>
/// <param name="Address">As the device says it.</param>
/// <param name="Length">Bytes.</param>
/// <param name="IsWrite">To memory.</param>
/// <param name="Reach">What it has reached.</param>
/// <param name="Handle">Whose binding that is; null where it is none.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DeviceMove(DriverInstance Instance, ulong Address, int Length, bool IsWrite, DeviceReach Reach, DmaHandle? Handle);
