namespace DmaActors.Simulation;

/// <summary>The address of an actor or of a context. <c>default</c> is nobody: a message to it is a dead letter.</summary>
public readonly struct ActorRef : IEquatable<ActorRef>, IDigestible
{
    private readonly ActorContext? cell;

    internal ActorRef(ActorContext cell) => this.cell = cell;

    public static ActorRef Nobody => default;

    public bool IsNobody => cell is null;

    /// <summary>The stable name, for example <c>disk1/strategy#2</c>: owner and ordinal, never the order of a run.</summary>
    public string Name => cell?.Name ?? "nobody";

    internal ActorContext? Cell => cell;

    public bool Equals(ActorRef other) => ReferenceEquals(cell, other.cell);

    public override bool Equals(object? obj) => obj is ActorRef other && Equals(other);

    public override int GetHashCode() => cell is null ? 0 : unchecked((int)cell.NameDigest);

    public static bool operator ==(ActorRef left, ActorRef right) => left.Equals(right);

    public static bool operator !=(ActorRef left, ActorRef right) => !left.Equals(right);

    public void Digest(ref TraceDigest digest) => digest.Add(cell?.NameDigest ?? 0);

    public override string ToString() => Name;
}
