using System.Runtime.InteropServices;

namespace DmaActors.Framework.Dma;

/// <summary>The bytes of an object that a <c>ddi_dma_sync(9F)</c> means. The default value is none.</summary>
/// <param name="Offset">First byte, from the start of the object.</param>
/// <param name="Length">How many.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SyncRange(uint Offset, uint Length)
{
    /// <summary>
    /// Whether a sync of the current window has anything to do on a coherent machine. Without anything in the copy buffer every sync succeeds and means nothing,
    /// whatever its arguments.
    /// </summary>
    /// <param name="mapping">A bound mapping.</param>
    public static bool HasWork(DmaMapping mapping) => mapping.BouncedPieces.MoveNext();

    /// <summary>
    /// Works out what a sync of the current window means. Offset 0 stands for the start of that window, otherwise offsets count from the start of
    /// the object; length
    /// 0 stands for the size of the window, not for "to the end".
    /// </summary>
    /// <param name="mapping">A bound mapping.</param>
    /// <param name="offset">The driver's offset in bytes.</param>
    /// <param name="length">The driver's length in bytes.</param>
    /// <param name="type">The driver's direction; any number is tolerated.</param>
    /// <param name="range">What to copy: <see cref="DmaSyncType.ForDev"/> to the copy buffer, the others from there.</param>
    /// <returns>False, which is FAILURE: bytes outside the current window, or a direction that was not bound.</returns>
    public static bool TryResolve(DmaMapping mapping, ulong offset, ulong length, DmaSyncType type, out SyncRange range)
    {
        range = default;
        DmaWindow window = mapping.Window;
        ulong first = offset == 0 ? window.Offset : offset;
        ulong bytes = length == 0 ? window.Length : length;
        bool inside = first >= window.Offset && first - window.Offset <= window.Length && bytes <= window.Length - (first - window.Offset);
        if (!inside || !IsBound(mapping.Flags, type))
            return false;
        range = new SyncRange((uint)first, (uint)bytes);
        return true;
    }

    private static bool IsBound(DmaFlags flags, DmaSyncType type) => type switch
    {
        DmaSyncType.ForDev => flags.HasFlag(DmaFlags.Write),
        DmaSyncType.ForCpu or DmaSyncType.ForKernel => flags.HasFlag(DmaFlags.Read),
        _ => false,
    };
}
