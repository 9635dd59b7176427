namespace DmaActors.Framework.Network;

/// <summary>mc_tx(9E). Answered by <see cref="TransmitReturned"/>.</summary>
internal sealed partial record Transmit(Mblk Frame) : Message;

/// <summary>mc_tx has returned.</summary>
/// <param name="Instance">Of which instance.</param>
/// <param name="Frame">The frame.</param>
/// <param name="Result">FAILURE: it has to be given again after <see cref="TransmitUpdate"/>.</param>
internal sealed partial record TransmitReturned(ActorRef Instance, Mblk Frame, DdiResult Result) : Message;

/// <summary>mac_rx(9F).</summary>
internal sealed partial record FrameReceived(ActorRef Instance, Mblk Frame) : Message;

/// <summary>mac_tx_update(9F).</summary>
internal sealed partial record TransmitUpdate(ActorRef Instance) : Message;

/// <summary>What mc_getstat(9E) would say.</summary>
internal sealed partial record FramesMissed(ActorRef Instance, long Total) : Message;
