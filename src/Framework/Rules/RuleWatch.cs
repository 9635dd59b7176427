using System.Numerics;

namespace DmaActors.Framework.Rules;

/// <summary>Which of a row of rules watch which event: found out once for a machine.</summary>
internal sealed class RuleWatch
{
    /// <summary>So many rules can watch one machine.</summary>
    public const int MostRules = 64;

    /// <summary>For each event a bit for each rule that watches it.</summary>
    private readonly ulong[] watchers = new ulong[RuleEvents.Count];

    /// <param name="rules">In their order.</param>
    /// <exception cref="ArgumentException">Too many rules.</exception>
    public RuleWatch(IReadOnlyList<Rule> rules)
    {
        if (rules.Count > MostRules)
            throw new ArgumentException($"{rules.Count} rules, and at most {MostRules} can watch a machine.", nameof(rules));
        for (var i = 0; i < rules.Count; i++)
        {
            for (var events = RuleEvents.WatchedBy(rules[i].GetType()); events != 0; events &= events - 1)
                watchers[BitOperations.TrailingZeroCount(events)] |= 1UL << i;
        }
    }

    /// <summary>A bit for each rule that watches the event.</summary>
    public ulong this[RuleEvent watched] => watchers[(int)watched];
}
