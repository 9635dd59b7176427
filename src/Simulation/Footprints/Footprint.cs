namespace DmaActors.Simulation;

/// <summary>
/// What one step reads and writes. An actor declares its part from the message alone (<see cref="Actor.DeclareFootprint"/>); what only shows while the step runs (locks, soft state,
/// timers, the clock, channels of others) the runtime adds. Two steps whose footprints do not conflict may be taken in either order: nobody can tell.
/// </summary>
/// <remarks>An object is a number made from names, so that it is the same in every run. Two objects with one number would only make steps depend that need not.</remarks>
public sealed class Footprint
{
    /// <summary>The timers that fire in order of their due times: which one may fire next.</summary>
    internal static readonly ulong Timers = Objects.Named("timers");

    /// <summary>The clock of untimed mode, which moves when such a timer fires.</summary>
    internal static readonly ulong Clock = Objects.Named("clock");

    private readonly List<WithdrawnHead> withdrawn = [];
    private Access[] accesses = new Access[16];
    private int count;

    /// <summary>Each object once, each range of bytes once.</summary>
    public ReadOnlySpan<Access> Accesses => accesses.AsSpan(0, count);

    /// <summary>What the step took back.</summary>
    public IReadOnlyList<WithdrawnHead> Withdrawn => withdrawn;

    /// <summary>For the next step.</summary>
    public void Clear()
    {
        count = 0;
        withdrawn.Clear();
    }

    /// <summary>Anything of an actor, or all of it.</summary>
    public void Reads(ActorRef actor) => Read(Objects.Whole(actor.NameDigest));

    /// <summary>All of an actor: the step depends on every other one that touches any part of it.</summary>
    public void Writes(ActorRef actor) => Write(Objects.Whole(actor.NameDigest));

    /// <summary>One part of an actor: a line, a pool, a list.</summary>
    /// <param name="actor">Whose part.</param>
    /// <param name="part">Any number, as long as it is the same in every run. Different parts are independent of one another.</param>
    public void Reads(ActorRef actor, ulong part)
    {
        Read(Objects.Whole(actor.NameDigest));
        Read(Objects.Part(actor.NameDigest, part));
    }

    /// <inheritdoc cref="Reads(ActorRef, ulong)"/>
    public void Writes(ActorRef actor, ulong part)
    {
        Read(Objects.Whole(actor.NameDigest));
        Write(Objects.Part(actor.NameDigest, part));
    }

    /// <summary>Something that belongs to no actor: by name.</summary>
    public void ReadsObject(ulong digest) => Read(Objects.Part(digest, 0));

    /// <inheritdoc cref="ReadsObject"/>
    public void WritesObject(ulong digest) => Write(Objects.Part(digest, 0));

    /// <summary>Bytes of memory.</summary>
    /// <param name="address">The first.</param>
    /// <param name="bytes">How many.</param>
    public void ReadsBytes(ulong address, ulong bytes) => AddBytes(address, bytes, isWrite: false);

    /// <inheritdoc cref="ReadsBytes"/>
    public void WritesBytes(ulong address, ulong bytes) => AddBytes(address, bytes, isWrite: true);

    internal void Read(ulong key) => Add(new Access(key, key, IsWrite: false));

    internal void Write(ulong key) => Add(new Access(key, key, IsWrite: true));

    /// <summary>A lock is taken, tried or given back.</summary>
    internal void Lock(ulong key, bool isOpen) => Add(new Access(key, key, IsWrite: true, IsClosed: !isOpen));

    /// <summary>The order of messages in a channel shows, unless all who send on it depend on one another anyway.</summary>
    internal void Sends(Cell from, Cell to)
    {
        var whole = Objects.Whole(from.NameDigest);
        foreach (ref readonly var access in Accesses)
        {
            if (access.First == whole && access.IsWrite)
                return;
        }

        Write(Objects.Part(from.NameDigest, to.NameDigest));
    }

    internal void TakesBack(in WithdrawnHead head)
    {
        Write(head.Object);
        withdrawn.Add(head);
    }

    private void AddBytes(ulong address, ulong bytes, bool isWrite)
    {
        if (bytes > 0)
            Add(new Access(address & ~Objects.Mark, (address + bytes - 1) & ~Objects.Mark, isWrite));
    }

    private void Add(in Access added)
    {
        for (var i = 0; i < count; i++)
        {
            ref var access = ref accesses[i];
            if (access.First != added.First || access.Last != added.Last)
                continue;
            if (added.IsWrite && !access.IsWrite)
                access = access with { IsWrite = true };
            return;
        }

        if (count == accesses.Length)
            Array.Resize(ref accesses, count * 2);
        accesses[count++] = added;
    }
}
