using DmaActors.Hardware.Bus;
using DmaActors.Hardware.Memory;

namespace DmaActors.Devices;

/// <summary>The address register of a DMA device: it counts up with the data, has so many bits and no more, and wraps to 0 behind its last address.</summary>
internal static class AddressCounter
{
    // No segment is longer, so that its length fits wherever lengths are kept.
    private const long LongestSegment = 1L << 30;

    /// <summary>Adds where the data really go.</summary>
    public static void Append(List<DmaSegment> segments, uint address, long length, int bits)
    {
        var end = 1L << bits;
        var at = address & (end - 1);
        while (length > 0)
        {
            var piece = Math.Min(length, Math.Min(end - at, LongestSegment));
            segments.Add(new DmaSegment(new BusAddress((ulong)at), (int)piece));
            length -= piece;
            at = (at + piece) & (end - 1);
        }
    }
}
