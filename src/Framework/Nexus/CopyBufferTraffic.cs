using DmaActors.Framework.Dma;
using DmaActors.Hardware.Bus;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework.Nexus;

/// <summary>Copies between an object and its copy buffer, at bind, getwin, sync and unbind. Does nothing where the device reaches the object itself.</summary>
internal sealed class CopyBufferTraffic(SystemBus bus, NexusCounters counters)
{
    /// <summary>The device is about to read the current window.</summary>
    public void Out(ActorContext who, DmaHandle handle)
    {
        var window = handle.Mapping.Window;
        if ((handle.Mapping.Flags & DmaFlags.Write) != DmaFlags.None)
            Copy(who, handle, window.Offset, window.Length, toDevice: true);
    }

    /// <summary>The device has written the current window.</summary>
    public void In(ActorContext who, DmaHandle handle)
    {
        var window = handle.Mapping.Window;
        if ((handle.Mapping.Flags & DmaFlags.Read) != DmaFlags.None)
            Copy(who, handle, window.Offset, window.Length, toDevice: false);
    }

    public void Copy(ActorContext who, DmaHandle handle, uint offset, uint length, bool toDevice)
    {
        if (!handle.Mapping.UsesCopyBuffer)
            return;
        foreach (var piece in handle.Mapping.BouncedPiecesOf(offset, length))
        {
            var copy = new PhysicalAddress(piece.CopyAddress);
            // The driver freed the object while it was bound: a finding of the rule about that.
            if (handle.Bound!.Length < handle.Mapping.Length)
                return;

            var original = handle.Bound.AddressOf(piece.ObjectOffset);
            counters.BytesCopied += piece.Length;
            if (toDevice)
                bus.ProcessorCopy(who, original, copy, (int)piece.Length);
            else
                bus.ProcessorCopy(who, copy, original, (int)piece.Length);
        }
    }
}
