using System.Buffers.Binary;

namespace DmaActors.Hardware.DeviceModel;

/// <summary>A processor writes a register: posted, nobody answers.</summary>
/// <param name="Offset">Bytes from the start of the register window.</param>
/// <param name="Width">1, 2, 4 or 8 bytes.</param>
/// <param name="Value">Little-endian.</param>
public sealed partial record RegisterWrite(int Offset, int Width, ulong Value) : Message;

/// <summary>A processor reads a register and waits for the answer, a <see cref="Reply{T}"/> of <see cref="Word"/>.</summary>
public sealed partial record RegisterRead(int Offset, int Width, ActorRef ReplyTo) : Message
{
    /// <summary>Whether the bytes cross over on their way to the processor: the mapping says that the device has the highest first.</summary>
    [NotDigested]
    public bool SwapsBytes { get; init; }

    /// <summary>How often in a row the context has read the same before, and has done nothing else.</summary>
    [NotDigested]
    public int Repeats { get; init; }

    /// <summary>What the processor sees of a register.</summary>
    public ulong Seen(ulong value) => SwapsBytes ? Swapped(value, Width) : value;

    /// <summary>The lowest bytes of a value, the other way round.</summary>
    /// <param name="value">The value.</param>
    /// <param name="width">How many of its bytes: 1, 2, 4 or 8.</param>
    public static ulong Swapped(ulong value, int width) => BinaryPrimitives.ReverseEndianness(value) >> (64 - (8 * width));
}

/// <summary>The system takes the power of a device away: it forgets its registers.</summary>
public sealed partial record PowerOff : Message;

/// <summary>
/// The driver of a device has stopped: the device is reset behind the last register write of that driver, and rests until another one writes its first. Answered by
/// <see cref="Reply{T}"/> of <see cref="Done"/> when it reaches for memory no more.
/// </summary>
/// <param name="Driver">The instance that has stopped, or is about to.</param>
public sealed partial record ResetFunction(ActorRef Driver) : Message;

/// <summary>The device has power again, and is as it was when the machine was switched on.</summary>
public sealed partial record PowerOn : Message;
