namespace DmaActors.Verifier.Channels;

/// <summary>The engine is asked for what it can do. It does not complain: it does something else.</summary>
internal sealed class ChannelRequestRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA062",
        "the DMA engine does otherwise than it was asked",
        "Writing Device Drivers, chapter 9, Performing Third-Party DMA Transfers, steps 2 and 5, with ddi_dmae(9F) and ddi_dmae_req(9S)",
        "program channels 0 to 3 and 5 to 7 with requests that ddi_dmae_req(9S) allows on ISA, and with cookies of handles that have the attributes of ddi_dmae_getattr");

    public override RuleInfo Info => Text;

    protected override void OnChannelMisused(ActorRef caller, int channel, ChannelCall call, string surprise) =>
        Report(caller.Name, $"{caller.Name} called {call.Name()} for DMA channel {channel}: {surprise}");
}
