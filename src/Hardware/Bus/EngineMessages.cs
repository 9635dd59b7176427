using DmaActors.Hardware.DeviceModel;
using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Bus;

/// <summary>A contiguous piece of bus addresses: one cookie as the driver programmed it.</summary>
public readonly record struct DmaSegment(BusAddress Address, int Length);

/// <summary>A device asks its engine to move data.</summary>
/// <param name="Segments">Where in memory, in order. The engine keeps the list: the device must not change it until completion.</param>
/// <param name="ToMemory">True: the device's data go to memory (a read of the disk).</param>
/// <param name="BurstBytes">The programmed burst size; it costs time, it moves nothing.</param>
/// <param name="Port">Where the device's side of the data is.</param>
public sealed partial record StartTransfer(
    [property: NotDigested] IReadOnlyList<DmaSegment> Segments,
    bool ToMemory,
    int BurstBytes,
    [property: NotDigested] IDataPort Port) : Message;

/// <summary>The device gives its transfer up: what has moved has moved.</summary>
public sealed partial record StopTransfer : Message;

/// <summary>
/// The device may not master the bus any more: what is under way completes as aborted, what stands in the bridge goes to memory, and every transfer that is started from now on
/// completes as aborted at once. Answered by <see cref="MasteringStopped"/>, behind all completions.
/// </summary>
public sealed partial record StopMastering : Message;

/// <summary>Nothing of the device's is under way to memory any more, and nothing will be.</summary>
public sealed partial record MasteringStopped : Message;

/// <summary>The device may master the bus again.</summary>
public sealed partial record StartMastering : Message;

/// <summary>All has been granted, or the transfer was stopped.</summary>
public sealed partial record TransferComplete(long Bytes, bool Aborted) : Message;

/// <summary>The engine to itself: the bus is yours for one grant.</summary>
/// <param name="Transfer">The ordinal of the transfer that asked for it, from 1. A grant may arrive after its transfer was stopped.</param>
internal sealed partial record Grant(int Transfer) : Message;

/// <summary>The engine to itself: the bridge has been idle long enough.</summary>
internal sealed partial record DrainBridge : Message;
