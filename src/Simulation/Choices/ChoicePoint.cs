namespace DmaActors.Simulation;

/// <summary>A place where something undetermined is decided: a fault, a size, a policy. Make it once, as a static field.</summary>
public sealed class ChoicePoint
{
    public ChoicePoint(string name)
    {
        Name = name;
        Point = Choice.Fold(TraceDigest.OfName(name));
    }

    public string Name { get; }

    /// <summary>The name, folded: as it stands on the tape.</summary>
    public uint Point { get; }

    public override string ToString() => Name;
}
