using DmaActors.Exploration.Explanation;
using DmaActors.Exploration.Replay;

namespace DmaActors.Lab.Exploring;

/// <summary>
/// What a race does to soft state, where it can be told: after the first of its two steps one context read a member that the context of the second step was about to change. Had the two
/// come in the other order it would have read the other value.
/// </summary>
internal static class StaleRead
{
    /// <summary>As a clause; null: there is no such read.</summary>
    public static string? Of(RacingPair pair, IReadOnlyList<NamedStep> steps)
    {
        if (pair.Second.Number == 0)
            return null;
        var accesses = steps.Skip((int)pair.First.Number - 1).SelectMany(step => step.SoftState.Select(access => (Step: step.Number, Access: access))).ToList();
        for (var i = 0; i < accesses.Count; i++)
        {
            var read = accesses[i].Access;
            if (read.IsWrite || IsOf(pair.Second, read.Context))
                continue;
            var change = accesses.Skip(i + 1).FirstOrDefault(later => later.Access.IsWrite && later.Access.Instance == read.Instance && later.Access.Member == read.Member).Access;
            if (change is not null && IsOf(pair.Second, change.Context) && change.Value != read.Value)
                return $"and {read.Context} saw {read.Member} = {read.Value}, before {change.Context} set it to {change.Value}";
        }

        return null;
    }

    /// <summary>Whether a step was delivered to the context itself.</summary>
    private static bool IsOf(NamedStep step, string context) => step.Receiver == context;
}
