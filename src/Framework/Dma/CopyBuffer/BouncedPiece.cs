using System.Runtime.InteropServices;

namespace DmaActors.Framework.Dma;

/// <summary>Bytes of an object that the device sees in the copy buffer. Never crosses a page on either side.</summary>
/// <param name="ObjectOffset">Where in the object they are, in bytes from its start.</param>
/// <param name="CopyAddress">Physical address of their copy.</param>
/// <param name="Length">How many, 1 to the size of a page.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BouncedPiece(uint ObjectOffset, ulong CopyAddress, uint Length);
