namespace DmaActors.Hardware.Isa8237;

/// <summary>Programs a channel: mask; mode, if given; address and count, if given; unmask. Answered by <see cref="Reply{T}"/> of <see cref="Done"/>.</summary>
/// <param name="Channel">0 to 7 without 4.</param>
/// <param name="Mode">Null: as it is.</param>
/// <param name="Place">Null: as they are.</param>
public sealed partial record ProgramChannel(int Channel, ChannelMode? Mode, ChannelPlace? Place) : Message;

/// <summary>Masks or unmasks a channel. Answered by <see cref="Reply{T}"/> of <see cref="Done"/>.</summary>
/// <param name="Channel">0 to 7 without 4.</param>
/// <param name="Masked">Whether the device's requests are ignored. A service that is under way ends between two grants.</param>
public sealed partial record MaskChannel(int Channel, bool Masked) : Message;

/// <summary>Masks a channel and takes its software request back. Answered by <see cref="Reply{T}"/> of <see cref="Done"/>.</summary>
/// <param name="Channel">0 to 7 without 4.</param>
public sealed partial record StopChannel(int Channel) : Message;

/// <summary>Requests a channel in the place of its device, as if it were not masked, up to terminal count. Answered by <see cref="Reply{T}"/> of <see cref="Done"/>.</summary>
/// <param name="Channel">0 to 7 without 4.</param>
public sealed partial record RequestChannel(int Channel) : Message;

/// <summary>How many bytes a channel has not moved yet; 0 at terminal count, and for a full 0x10000 transfers. Answered by <see cref="Reply{T}"/> of <see cref="Word"/>.</summary>
/// <param name="Channel">0 to 7 without 4.</param>
public sealed partial record ReadChannelCount(int Channel) : Message;
