using System.Runtime.InteropServices;
using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Rules;

/// <summary>A driver has called a function of a DMA channel other than its allocation.</summary>
/// <param name="Caller">The context that called.</param>
/// <param name="Instance">Whose.</param>
/// <param name="Channel">0 to 7 without 4.</param>
/// <param name="Call">Which function.</param>
/// <param name="Status">What it returns.</param>
/// <param name="Cookie">Where ddi_dmae_prog lets the channel transfer; null: as before.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ChannelUse(ActorRef Caller, DriverInstance Instance, int Channel, ChannelCall Call, DdiResult Status, DmaCookie? Cookie);
