namespace DmaActors.Framework;

/// <summary>A driver of a network device. Open and close are its mc_start and mc_stop (mac(9E)): between them it sends and receives.</summary>
public abstract class NetworkDriver(DevInfo dip) : Driver(dip)
{
    /// <summary>
    /// mc_tx(9E): takes a frame to send. FAILURE: there is no place for it now; the driver says by <see cref="DdiFunctions.MacTxUpdate"/> when there is, and the frame is given to it
    /// again.
    /// </summary>
    public abstract DdiTask<DdiResult> Transmit(Mblk frame);
}
