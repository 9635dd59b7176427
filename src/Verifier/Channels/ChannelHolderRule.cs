namespace DmaActors.Verifier.Channels;

/// <summary>A channel of the DMA engine is for whoever has allocated it, until it is released. The engine itself does not know its holder.</summary>
internal sealed class ChannelHolderRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA060",
        "DMA channel used by one who does not hold it",
        "Writing Device Drivers, chapter 9, Performing Third-Party DMA Transfers, steps 1 and 9, and ddi_dmae(9F)",
        "call ddi_dmae_alloc before anything else, look at its result, and touch the channel no more after the one ddi_dmae_release");

    /// <summary>Who has allocated what, as often as it has.</summary>
    private readonly List<(int Channel, DriverInstance Instance)> held = [];

    public override RuleInfo Info => Text;

    protected override void Forget() => held.Clear();

    protected override void OnChannelAllocated(DriverInstance instance, int channel) => held.Add((channel, instance));

    protected override void OnStopped(DriverInstance instance) => held.RemoveAll(entry => entry.Instance == instance);

    protected override void OnChannelUsed(ChannelUse use)
    {
        var isHolder = use.Call == ChannelCall.Release ? held.Remove((use.Channel, use.Instance)) : held.Contains((use.Channel, use.Instance));
        if (isHolder)
            return;
        var holder = held.Find(entry => entry.Channel == use.Channel).Instance;
        Report(use.Caller.Name, $"{use.Caller.Name} called {use.Call.Name()} for DMA channel {use.Channel}, which {(holder is null ? "nobody" : holder.Name)} holds{ConsequenceOf(use.Call)}");
    }

    private static string ConsequenceOf(ChannelCall call) => call == ChannelCall.Release ? ": the next two who ask for it both get it" : "";
}
