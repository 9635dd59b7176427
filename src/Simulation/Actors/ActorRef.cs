namespace DmaActors.Simulation;

/// <summary>The address of an actor or of a context. <c>default</c> is nobody: a message to it is a dead letter.</summary>
public readonly struct ActorRef : IEquatable<ActorRef>, IDigestible
{
    private readonly ActorContext? cell;

    /// <summary>Whom the endpoint stood for when the address was made: an endpoint whose context ended is used for others.</summary>
    private readonly ulong nameDigest;

    internal ActorRef(ActorContext cell)
    {
        this.cell = cell;
        nameDigest = cell.NameDigest;
    }

    public static ActorRef Nobody => default;

    public bool IsNobody => cell is null;

    /// <summary>The stable name, for example <c>disk1/strategy#2</c>: owner and ordinal, never the order of a run.</summary>
    public string Name
    {
        get
        {
            if (cell is null)
                return "nobody";
            return cell.NameDigest == nameDigest ? cell.Name : "a context that has ended";
        }
    }

    internal ActorContext? Cell => cell;

    internal ulong NameDigest => nameDigest;

    public bool Equals(ActorRef other) => ReferenceEquals(cell, other.cell) && nameDigest == other.nameDigest;

    public override bool Equals(object? obj) => obj is ActorRef other && Equals(other);

    public override int GetHashCode() => unchecked((int)nameDigest);

    public static bool operator ==(ActorRef left, ActorRef right) => left.Equals(right);

    public static bool operator !=(ActorRef left, ActorRef right) => !left.Equals(right);

    public void Digest(ref TraceDigest digest) => digest.Add(nameDigest);

    public override string ToString() => Name;
}
