namespace DmaActors.Simulation;

/// <summary>
/// What one actor tells another: immutable, without behaviour. Declare a message as a <c>sealed partial record</c>;
/// its <see cref="Digest"/> is generated from its members.
/// </summary>
public abstract record Message
{
    /// <summary>Adds the type and the payload to the trace hash.</summary>
    public abstract void Digest(ref TraceDigest digest);
}
