using DmaActors.Simulation;

namespace DmaActors.Exploration.Reduction;

/// <summary>
/// A model with instances that are identical: whatever one does, another could have done. Of runs that differ only in which instance does what, one is enough. Only for verdicts that do
/// not depend on which instance it is.
/// </summary>
public interface ISymmetricModel : IModel
{
    /// <summary>
    /// Each instance has a place, from 0, and a step that it takes exactly once in every run, all of them dependent on one another: its first request to the allocator. Of the instance in
    /// place n+1 that step waits for that of the one in place n.
    /// </summary>
    /// <returns>The place; -1: the step is none of these.</returns>
    int PlaceOf(StepId step);
}
