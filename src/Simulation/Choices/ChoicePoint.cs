namespace DmaActors.Simulation;

/// <summary>A place where something undetermined is decided: a fault, a size, a policy. Make it once, as a static field.</summary>
public sealed class ChoicePoint
{
    public ChoicePoint(string name)
    {
        Name = name;
        Digest = TraceDigest.OfName(name);
    }

    public string Name { get; }

    internal ulong Digest { get; }

    public override string ToString() => Name;
}
