using System.Globalization;

namespace DmaActors.Framework.Rules;

/// <summary>What drivers do with channels of the DMA engine.</summary>
internal sealed partial class RuleBook
{
    public void ChannelAllocated(DriverInstance instance, int channel)
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.ChannelAllocated))
            rule.OnChannelAllocated(instance, channel);
        Channel(instance, channel, 1);
    }

    /// <summary>A holder has given it back. What others do to it is a use like any other.</summary>
    public void ChannelReleased(DriverInstance instance, int channel)
    {
        using var inside = gate.Enter();
        Channel(instance, channel, -1);
    }

    public void ChannelUsed(ChannelUse use)
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.ChannelUsed))
            rule.OnChannelUsed(use);
    }

    public void ChannelMisused(ActorRef caller, int channel, ChannelCall call, string surprise)
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.ChannelMisused))
            rule.OnChannelMisused(caller, channel, call, surprise);
    }

    private void Channel(DriverInstance instance, int channel, int change) =>
        Resource(instance, ResourceKind.DmaChannel, channel.ToString(CultureInfo.InvariantCulture), change);
}
