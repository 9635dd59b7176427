using System.Runtime.CompilerServices;
using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <summary>
/// What driver code may await. Only the runtime implements it: awaiting anything else (a Task, a delay of the host) does not compile,
/// because nothing could replay it.
/// </summary>
public interface IContextAwaiter : ICriticalNotifyCompletion
{
    /// <summary>The context that awaits.</summary>
    internal TaskContext Context { get; }

    /// <summary>Suspends the context and starts what it waits for.</summary>
    internal void Suspend(DdiBox box);
}
