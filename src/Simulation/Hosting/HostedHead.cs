using DmaActors.Simulation.Channels;
using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation.Hosting;

/// <summary>The head of a channel of a <see cref="HostedWorld"/>, with all that a scheduler needs to know of it. Valid until that world's next step.</summary>
public readonly struct HostedHead
{
    internal HostedHead(Channel channel) => Channel = channel;

    /// <summary>The delivery.</summary>
    public StepId Step => new(Channel);

    /// <summary>Smaller is older.</summary>
    public long Age => Channel.Sequence;

    /// <summary>In untimed mode timers are younger than all messages, and only the earliest of all may be next.</summary>
    public bool IsTimer => Channel.IsTimer;

    /// <summary>When it became due.</summary>
    public VirtualTime Due => new(Channel.Due);

    /// <summary>Of two timers in untimed mode: whether this one fires first.</summary>
    public bool FiresBefore(HostedHead other) => DueHeap.IsBefore(Channel, other.Channel, tiesByName: true);

    /// <summary>The level of the context that would run on; null: it goes to an actor, or to hardware.</summary>
    public int? RunningLevel => (Channel.To.Actor as TaskContext)?.Kind.Level;

    /// <summary>The level at which the delivery would run on a processor; null where no processor is involved.</summary>
    public int? ProcessorLevel => Channel.To.Actor?.ProcessorLevel(Channel.Head!);

    internal Channel Channel { get; }
}
