using System.Runtime.InteropServices;

namespace DmaActors.Framework.Dma;

/// <summary>What a sync does on sun4u. The default value succeeds and does nothing.</summary>
/// <param name="Status">The answer to the driver.</param>
/// <param name="Flush">Bytes of the object, within the current window, whose lines leave the streaming cache: to memory if the device wrote them.</param>
/// <param name="Wait">Whether the device's writes have reached memory when it returns.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DvmaSync(DdiResult Status, SyncRange Flush, bool Wait)
{
    /// <summary>FAILURE: there is nothing that could be synchronised.</summary>
    public static DvmaSync Failure { get; } = new(DdiResult.Failure, default, false);
}
