using DmaActors.Hardware.Bus;
using DmaActors.Hardware.DeviceModel;

namespace DmaActors.Hardware.Isa8237;

/// <summary>
/// A device raises its request line (DREQ). It stays high until the controller has moved all that the device is ready for, or signals terminal count, or the device
/// lowers it. Each rise is answered by one <see cref="DmaServed"/>. Of two devices on one channel the later one waits.
/// </summary>
/// <param name="Channel">0 to 7 without 4.</param>
/// <param name="Request">Which of the device's requests; the answers name it.</param>
/// <param name="Bytes">How many the device has to give or to take: of a 16-bit channel an odd last one does not move. A bus master: 0.</param>
/// <param name="Port">The device's side of the data. Null: the device is a bus master and expects <see cref="BusGranted"/>.</param>
public sealed partial record RaiseDmaRequest(int Channel, int Request, long Bytes, [property: NotDigested] IDataPort? Port) : Message
{
    /// <summary>The device's way to memory, on which accesses are counted that fail on its behalf; null: nobody asks.</summary>
    [NotDigested]
    public MemoryPath? Path { get; init; }
}

/// <summary>A device lowers its request line: it gives up, or has done with the bus. A request that is over already is left alone.</summary>
/// <param name="Channel">0 to 7 without 4.</param>
/// <param name="Request">Which of the device's requests.</param>
public sealed partial record LowerDmaRequest(int Channel, int Request) : Message;

/// <summary>A request of the device is over.</summary>
/// <param name="Request">Which.</param>
/// <param name="Bytes">How many passed.</param>
/// <param name="TerminalCount">The channel has moved all that it was programmed to. A device that has more raises its request again.</param>
public sealed partial record DmaServed(int Request, long Bytes, bool TerminalCount) : Message;

/// <summary>The bus is the device's (DACK of a channel in cascade mode) until it lowers its request.</summary>
/// <param name="Request">Which of the device's requests.</param>
public sealed partial record BusGranted(int Request) : Message;

/// <summary>The controller to itself: it has the bus.</summary>
internal sealed partial record IsaGrant : Message;
