using DmaActors.Framework.Dma;
using DmaActors.Hardware.Bus;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework.Nexus;

/// <summary>Copies between an object and its copy buffer, at bind, getwin, sync and unbind. Does nothing where the device reaches the object itself.</summary>
internal sealed class CopyBufferTraffic(SystemBus bus, NexusCounters counters)
{
    /// <summary>The device is about to read the current window.</summary>
    public void Out(ActorContext who, DmaHandle handle, DmaMapping mapping)
    {
        if ((mapping.Flags & DmaFlags.Write) != DmaFlags.None)
            Copy(who, handle, mapping, Whole(mapping.Window), toDevice: true);
    }

    /// <summary>The device has written the current window.</summary>
    public void In(ActorContext who, DmaHandle handle, DmaMapping mapping)
    {
        if ((mapping.Flags & DmaFlags.Read) != DmaFlags.None)
            Copy(who, handle, mapping, Whole(mapping.Window), toDevice: false);
    }

    public void Copy(ActorContext who, DmaHandle handle, DmaMapping mapping, SyncRange range, bool toDevice)
    {
        if (!mapping.UsesCopyBuffer)
            return;
        foreach (var piece in mapping.BouncedPiecesOf(range.Offset, range.Length))
        {
            var copy = new PhysicalAddress(piece.CopyAddress);
            // The driver freed the object while it was bound: a finding of the rule about that.
            if (handle.Bound!.Length < mapping.Length)
                return;

            var original = handle.Bound.AddressOf(piece.ObjectOffset);
            counters.BytesCopied += piece.Length;
            if (toDevice)
                bus.ProcessorCopy(who, original, copy, (int)piece.Length);
            else
                bus.ProcessorCopy(who, copy, original, (int)piece.Length);
        }
    }

    /// <summary>All of a window.</summary>
    public static SyncRange Whole(DmaWindow window) => new(window.Offset, window.Length);
}
