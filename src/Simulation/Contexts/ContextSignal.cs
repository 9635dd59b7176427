namespace DmaActors.Simulation.Contexts;

/// <summary>A message of the runtime to a context: a lock granted, a timed wait over.</summary>
internal abstract record ContextSignal : Message
{
    /// <summary>What it touches beside the context.</summary>
    public virtual void DeclareFootprint(Footprint footprint)
    {
    }

    public abstract void Deliver(TaskContext context);
}
