using DmaActors.Framework.Network;

namespace DmaActors.Framework;

/// <content>What a network driver tells the layers above it.</content>
public sealed partial class DdiFunctions
{
    /// <summary>mac_rx(9F): a frame has come. Hold no mutex: the layers above may send in the same breath.</summary>
    public void MacRx(Mblk frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ToStack("mac_rx", new FrameReceived(instance.Self, frame));
    }

    /// <summary>mac_tx_update(9F): there is place again for what <see cref="NetworkDriver.Transmit"/> refused.</summary>
    public void MacTxUpdate() => ToStack("mac_tx_update", new TransmitUpdate(instance.Self));

    /// <summary>How many frames the device has missed so far for want of descriptors, MAC_STAT_NORCVBUF: here the driver says so when it changes; on a real system it is asked (mc_getstat(9E)).</summary>
    public void MacMissed(long total) => ToStack("mc_getstat", new FramesMissed(instance.Self, total));

    private void ToStack(string call, Message message)
    {
        instance.RunningBelowLockLevel(call);
        instance.TellStack(message);
    }
}
