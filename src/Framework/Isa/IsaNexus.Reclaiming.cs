using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Recovery;
using DmaActors.Hardware.Isa8237;

namespace DmaActors.Framework.Isa;

/// <summary>What becomes of the channels of an instance that was stopped.</summary>
internal sealed partial class IsaNexus
{
    private readonly HashSet<DriverInstance> stopped = [];

    // Channels of a stopped instance that the controller has not stopped yet, and who waits for that.
    private int stopping;
    private ActorRef reclaimer;

    /// <summary>Whether a message is of an instance that has stopped: it was under way, and there is nobody to whom it could be of use.</summary>
    private bool ComesTooLate(Message message) => stopped.Count > 0 && RequesterOf(message) is { } instance && stopped.Contains(instance);

    private static DriverInstance? RequesterOf(Message message) => message switch
    {
        AllocChannel alloc => alloc.Instance,
        RegisterForChannel register => register.Alloc.Instance,
        ProgChannel prog => prog.Instance,
        UseChannel use => use.Instance,
        PutBack putBack => (DriverInstance?)putBack.Entry.Cause,
        _ => null,
    };

    /// <summary>Its channels are stopped and free for others; it neither sleeps nor waits any more.</summary>
    private void Reclaim(DriverInstance instance)
    {
        stopped.Add(instance);
        reclaimer = Context.Sender;
        foreach (var channel in Known)
        {
            channel.Sleepers.RemoveAll(sleeper => sleeper.Request.Instance == instance);
            channel.Waiters.RemoveAll(instance);
        }

        foreach (var channel in Known)
        {
            while (channel.Holders.Remove(instance))
            {
                // Whoever is given the channel now programs it behind this.
                stopping++;
                Ask(new StopChannel(channel.List - ListId.DmaChannel0), Context.Self);
                OnFree(channel, instance);
            }
        }

        if (stopping == 0)
            AnswerReclaim();
    }

    private void EndReclaim()
    {
        if (--stopping == 0)
            AnswerReclaim();
    }

    private void AnswerReclaim() => Context.Tell(reclaimer, new Reply<Done>(default));
}
