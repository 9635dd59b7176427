using DmaActors.Framework.Dma;

namespace DmaActors.Verifier.Channels;

/// <summary>
/// A programmed channel is stopped before anything else is done with it or with the memory that it reaches. That it has masked itself at terminal count is not enough: a
/// transfer that ended short has not.
/// </summary>
internal sealed class StoppedChannelRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA061",
        "DMA channel not stopped",
        "Writing Device Drivers, chapter 9, Performing Third-Party DMA Transfers: step 7, ddi_dmae_stop, comes before the resources and the channel are given back",
        "call ddi_dmae_stop (or ddi_dmae_disable) when the transfer has ended, well or not, before the count is read, the channel programmed anew or released, the memory unbound");

    /// <summary>By channel. A channel can be used by several drivers if it was released once too often.</summary>
    private readonly SortedDictionary<int, Programmed> channels = [];

    public override RuleInfo Info => Text;

    protected override void Forget() => channels.Clear();

    protected override void OnChannelUsed(ChannelUse use)
    {
        if (use.Status != DdiResult.Success)
            return;
        if (!channels.TryGetValue(use.Channel, out var channel))
            channels.Add(use.Channel, channel = new Programmed());
        if (channel.Runs && HazardOf(use.Call) is { } hazard)
            Report(use.Caller.Name, $"{use.Caller.Name} {hazard} DMA channel {use.Channel}, which {channel.By!.Name} had programmed and not stopped");
        switch (use.Call)
        {
            case ChannelCall.Prog:
                channel.Runs = true;
                channel.By = use.Instance;
                channel.Cookie = use.Cookie ?? channel.Cookie;
                break;
            case ChannelCall.Enable:
                channel.Runs = channel.By is not null;
                break;
            case ChannelCall.Disable or ChannelCall.Stop:
                channel.Runs = false;
                break;
            case ChannelCall.FirstParty or ChannelCall.Release:
                channels.Remove(use.Channel);
                break;
        }
    }

    protected override void OnStopped(DriverInstance instance)
    {
        foreach (var (number, _) in channels.Where(pair => pair.Value.By == instance).ToList())
            channels.Remove(number);
    }

    protected override void OnHandleUnbound(ActorRef caller, DmaHandle handle, Buf? buf)
    {
        // Most devices have no channel, and to go through a sorted table costs also where it is empty.
        if (channels.Count == 0)
            return;
        foreach (var (number, channel) in channels)
        {
            if (channel is { Runs: true, Cookie: { } cookie } && channel.By == OwnerOf(handle) && Reaches(handle, cookie))
                Report(caller.Name, $"{caller.Name} unbound {Describe(handle)} while DMA channel {number} was programmed for it and not stopped");
        }
    }

    private static string? HazardOf(ChannelCall call) => call switch
    {
        ChannelCall.Prog => "programmed",
        ChannelCall.FirstParty => "configured",
        ChannelCall.GetCnt => "read the count of",
        ChannelCall.Release => "released",
        _ => null,
    };

    private sealed class Programmed
    {
        public bool Runs { get; set; }

        /// <summary>Null: nobody since it was released.</summary>
        public DriverInstance? By { get; set; }

        public DmaCookie? Cookie { get; set; }
    }
}
