namespace DmaActors.Simulation;

/// <summary>A name that is spelled out only when somebody reads it.</summary>
internal abstract class NameSource
{
    public abstract string Name { get; }
}
