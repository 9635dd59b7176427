using DmaActors.Exploration.Explanation;
using DmaActors.Exploration.Replay;

namespace DmaActors.Lab.Exploring;

/// <summary>
/// What a race does to soft state, where it can be told: after the first of its two steps one context read a member that the context of the second step was about to change. Had the two
/// come in the other order it would have read the other value.
/// </summary>
/// <param name="Read">The read.</param>
/// <param name="Change">The write that came too late for it.</param>
internal sealed record StaleRead(SoftAccess Read, SoftAccess Change)
{
    /// <summary>The first such read of a race; null: there is none.</summary>
    /// <param name="pair">The race.</param>
    /// <param name="steps">The run that fails.</param>
    public static StaleRead? Of(RacingPair pair, IReadOnlyList<NamedStep> steps)
    {
        if (pair.Second.Number == 0)
            return null;
        var accesses = steps.Skip((int)pair.First.Number - 1).SelectMany(step => step.SoftState).ToList();
        for (var i = 0; i < accesses.Count; i++)
        {
            var read = accesses[i];
            if (read.IsWrite || read.Context == pair.Second.Receiver)
                continue;
            var change = accesses.Skip(i + 1).FirstOrDefault(later => later.IsWrite && later.Instance == read.Instance && later.Member == read.Member && later.Value != read.Value);
            if (change is not null && change.Context == pair.Second.Receiver)
                return new StaleRead(read, change);
        }

        return null;
    }
}
