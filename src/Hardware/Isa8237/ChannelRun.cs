namespace DmaActors.Hardware.Isa8237;

/// <summary>Transfers of one channel, one after the other, over a contiguous range of the chip's addresses.</summary>
/// <param name="Channel">0 to 3.</param>
/// <param name="First">What the chip put on its 16 address lines for the first of them.</param>
/// <param name="Transfers">How many; at least 1.</param>
/// <param name="Mode">As it was meanwhile.</param>
/// <param name="TerminalCount">The last one was the last of the count: the chip signals it to the device.</param>
public readonly record struct ChannelRun(int Channel, ushort First, int Transfers, ChannelMode Mode, bool TerminalCount);
