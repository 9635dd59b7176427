namespace DmaActors.Simulation;

/// <summary>Which context accessed a member of soft state, and at which of its moments. <c>default</c>: none. Small, since every member has two.</summary>
internal struct AccessMark
{
    private readonly int moment;

    /// <summary>The ordinal among the contexts of the kind.</summary>
    private readonly int ordinal;

    /// <summary>Plus one, so that <c>default</c> is none.</summary>
    private readonly ushort slotPlusOne;

    /// <summary>The number of the kind within the instance.</summary>
    private readonly byte kind;

    public AccessMark(Contexts.TaskContext context)
    {
        moment = context.Clock.Moment;
        slotPlusOne = checked((ushort)(context.Clock.Slot + 1));
        ordinal = context.Ordinal;
        kind = context.KindIndex;
    }

    public readonly bool IsNone => slotPlusOne == 0;

    public readonly int Slot => slotPlusOne - 1;

    public readonly bool IsSeenBy(Contexts.ContextClock clock) => slotPlusOne == 0 || clock.HasSeen(slotPlusOne - 1, moment);

    public readonly string NameIn(Contexts.ContextHost host) => host.NameOf(kind, ordinal);
}
