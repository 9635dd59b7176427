using DmaActors.Drivers.Isa;
using DmaActors.Framework;

namespace DmaActors.Drivers.Tests.Recovery;

/// <summary>The driver for first-party DMA, which throws.</summary>
[Driver("throwing-first-party-block", "throws behind its fifth request")]
public sealed class ThrowingFirstParty(DevInfo dip) : ThrowsBehindFifth(dip, new FirstPartyBlock(dip, new FirstPartyBlockSettings()));
