namespace DmaActors.Hardware.Isa8237;

/// <summary>To which channel of the DMA controller the request and acknowledge lines of a device are wired.</summary>
/// <param name="Controller">The <see cref="DmaController"/>.</param>
/// <param name="Channel">0 to 7 without 4.</param>
public sealed record DmaRequestLine(ActorRef Controller, int Channel);
