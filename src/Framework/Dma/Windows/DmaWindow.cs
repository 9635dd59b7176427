using System.Runtime.InteropServices;

namespace DmaActors.Framework.Dma;

/// <summary>A part of a bound object that is mapped at one time: what <c>ddi_dma_getwin(9F)</c> hands out. The default value is a window of nothing.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct DmaWindow
{
    /// <summary>Makes a window. Drivers get theirs from <c>ddi_dma_getwin(9F)</c>.</summary>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="cookie">First cookie.</param>
    /// <param name="cookieCount">Cookies.</param>
    public DmaWindow(uint offset, uint length, DmaCookie cookie, int cookieCount)
    {
        Offset = offset;
        Length = length;
        Cookie = cookie;
        CookieCount = cookieCount;
    }

    /// <summary>Where in the object the window starts, in bytes.</summary>
    public uint Offset { get; }

    /// <summary>Bytes in the window: the sum of the sizes of its cookies.</summary>
    public uint Length { get; }

    /// <summary>The first cookie; <c>ddi_dma_nextcookie(9F)</c> gives the others.</summary>
    public DmaCookie Cookie { get; }

    /// <summary>Cookies in the window, the first included.</summary>
    public int CookieCount { get; }
}
