using DmaActors.Simulation;

namespace DmaActors.Exploration.Reduction;

/// <summary>Keeps identical instances in order: see <see cref="ISymmetricModel"/>.</summary>
internal sealed class SymmetryHold(ISymmetricModel? model)
{
    /// <summary>For each place the step that was taken; increasing.</summary>
    private readonly List<int> taken = [];

    /// <summary>Forgets the steps from one on.</summary>
    public void Truncate(int count)
    {
        while (taken.Count > 0 && taken[^1] >= count)
            taken.RemoveAt(taken.Count - 1);
    }

    /// <summary>Whether a step has to wait for another instance.</summary>
    public bool Holds(StepId step) => model is not null && model.PlaceOf(step) > taken.Count;

    /// <summary>A step is taken.</summary>
    /// <returns>The step for which it had to wait; -1: none.</returns>
    public int Take(StepId step, int number)
    {
        if (model is null || model.PlaceOf(step) != taken.Count)
            return -1;
        taken.Add(number);
        return taken.Count > 1 ? taken[^2] : -1;
    }
}
