using DmaActors.Framework.Callbacks;

namespace DmaActors.Framework.Isa;

/// <summary>What the nexus keeps of one channel.</summary>
internal sealed class IsaChannel(ListId list)
{
    /// <summary>Who was given the channel and has not given it back: one, unless it was released once too often.</summary>
    public List<DriverInstance> Holders { get; } = [];

    /// <summary>How many may have it yet. Begins with 1; each release adds one, also one that nobody was entitled to.</summary>
    public int Free { get; set; } = 1;

    /// <summary>Configured by ddi_dmae_1stparty, and not released since: it cannot be programmed.</summary>
    public bool IsFirstParty { get; set; }

    /// <summary>Who gave a function.</summary>
    public CallbackList Waiters { get; } = new();

    /// <summary>The name of <see cref="Waiters"/>.</summary>
    public ListId List { get; } = list;

    /// <summary>Who sleeps for it, in the order of their calls.</summary>
    public List<(ActorRef Caller, AllocChannel Request)> Sleepers { get; } = [];
}
