using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <summary>Sees every access of a context to soft state, just before it. It may look at values (<see cref="World.Peek"/>) and take no other part.</summary>
public interface ISoftStateObserver
{
    /// <param name="owner">Whose member it is.</param>
    /// <param name="instance">The driver instance to which it belongs.</param>
    /// <param name="member">The name of the property.</param>
    /// <param name="context">Who accesses it.</param>
    /// <param name="isWrite">Whether it is written.</param>
    void OnAccess(SoftStateOwner owner, string instance, string member, TaskContext context, bool isWrite);
}
