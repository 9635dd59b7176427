using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <summary>Watches a world without taking part. Nothing that it does may reach back into the world.</summary>
public interface IWorldObserver
{
    /// <summary>A message reached an actor that has stopped, a context that has ended, or nobody.</summary>
    void OnDeadLetter(string sender, string receiver, Message message);

    /// <summary>Two accesses to one member of soft state, at least one a write, that no message, lock or condition variable orders.</summary>
    void OnDataRace(DataRace race);

    /// <summary>A context waits where it may not: <see cref="ContextKind.MayBlock"/> is false.</summary>
    void OnForbiddenBlock(TaskContext context, string call);

    /// <summary>A context above <see cref="ContextKind.LockLevel"/> uses what a thread may hold while it sleeps.</summary>
    void OnAboveLockLevel(TaskContext context, string call);
}
