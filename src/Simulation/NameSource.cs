namespace DmaActors.Simulation;

/// <summary>A name that is spelled out only when somebody reads it.</summary>
public abstract class NameSource
{
    private protected NameSource()
    {
    }

    public abstract string Name { get; }

    public override string ToString() => Name;
}
