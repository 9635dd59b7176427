using DmaActors.Drivers.Isa;
using DmaActors.Framework;

namespace DmaActors.Drivers.Tests.Recovery;

/// <summary>The driver for third-party DMA, which throws.</summary>
[Driver("throwing-third-party-block", "throws behind its fifth request")]
public sealed class ThrowingThirdParty(DevInfo dip) : ThrowsBehindFifth(dip, new ThirdPartyBlock(dip, new ThirdPartyBlockSettings()));
