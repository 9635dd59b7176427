using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Rules;

namespace DmaActors.Framework.Isa;

/// <summary>ddi_dmae_alloc(9F). Answered by <see cref="Reply{T}"/> of <see cref="DdiStatus"/>.</summary>
internal sealed partial record AllocChannel([property: NotDigested] DriverInstance Instance, int Channel, DmaCallback Callback, [property: NotDigested] object? Argument) : Message;

/// <summary>ddi_dmae_prog(9F). The DMA controller digests what becomes of it. Answered by <see cref="Reply{T}"/> of <see cref="DdiStatus"/>.</summary>
internal sealed partial record ProgChannel(
    [property: NotDigested] DriverInstance Instance, int Channel, [property: NotDigested] DmaeReq? Request, [property: NotDigested] DmaCookie? Cookie) : Message;

/// <summary>The functions that need only a channel. Answered by <see cref="Reply{T}"/> of <see cref="DdiStatus"/>, or of <see cref="DmaeCount"/>.</summary>
internal sealed partial record UseChannel([property: NotDigested] DriverInstance Instance, int Channel, ChannelCall Call) : Message;

/// <summary>The nexus to itself (<c>ddi.bind: split</c>): the channel was taken, the registration is a step of its own.</summary>
internal sealed partial record RegisterForChannel(ActorRef Caller, AllocChannel Alloc) : Message;
