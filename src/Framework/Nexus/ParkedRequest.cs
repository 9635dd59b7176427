namespace DmaActors.Framework.Nexus;

/// <summary>A request with DDI_DMA_SLEEP for which there is too little: its context waits in the nexus, never on the callback list.</summary>
/// <param name="Caller">The context that waits.</param>
/// <param name="Request">What it asked for.</param>
/// <param name="Never">Why no release can ever satisfy it; null: one can.</param>
internal sealed record ParkedRequest(ActorRef Caller, Message Request, string? Never)
{
    /// <summary>Who waits, and what forbids that it ever ends.</summary>
    public override string ToString() => Never is null ? Caller.Name : $"{Caller.Name} (which no release can help: {Never})";
}
