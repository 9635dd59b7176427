using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Isa8237;

/// <summary>Transfers of one channel of the pair, one after the other, over a contiguous range of memory.</summary>
/// <param name="Channel">0 to 7 without 4.</param>
/// <param name="Address">The lowest address of the range, below 16 MiB; with <see cref="ChannelMode.Decrement"/> the last that was reached.</param>
/// <param name="Bytes">The length of the range: a multiple of <see cref="Width"/>, at least that.</param>
/// <param name="Width">Bytes a transfer: 1 or 2.</param>
/// <param name="Mode">As it was meanwhile.</param>
/// <param name="TerminalCount">The last transfer was the last of the count: the controller signals it to the device.</param>
public readonly record struct IsaRun(int Channel, PhysicalAddress Address, int Bytes, int Width, ChannelMode Mode, bool TerminalCount)
{
    /// <summary>How many transfers, at least 1.</summary>
    public int Transfers => Bytes / Width;
}
