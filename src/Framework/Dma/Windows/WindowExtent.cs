using System.Runtime.InteropServices;

namespace DmaActors.Framework.Dma;

/// <summary>Where a window stands in its object and in its mapping's list of cookies.</summary>
/// <param name="Offset">First byte in the object.</param>
/// <param name="Size">Bytes.</param>
/// <param name="FirstCookie">Index of its first cookie.</param>
/// <param name="CookieCount">How many cookies it has.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WindowExtent(uint Offset, uint Size, int FirstCookie, int CookieCount);
