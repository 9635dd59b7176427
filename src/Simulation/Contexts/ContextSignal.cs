namespace DmaActors.Simulation.Contexts;

/// <summary>A message of the runtime to a context: a lock granted, a timed wait over.</summary>
internal abstract record ContextSignal : Message
{
    public abstract void Deliver(TaskContext context);
}
