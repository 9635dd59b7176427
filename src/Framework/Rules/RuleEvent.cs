using System.Collections.Concurrent;
using System.Reflection;

namespace DmaActors.Framework.Rules;

/// <summary>What a <see cref="Rule"/> can watch: each is its method <c>On...</c>.</summary>
internal enum RuleEvent
{
    HandleAllocated,
    HandleBound,
    HandleUnbound,
    HandleFreed,
    HandleUsed,
    BindRefused,
    ResultIgnored,
    WindowEntered,
    MemoryBound,
    MemoryFreed,
    UnlockedBound,
    UmemUnlocked,
    CookiesMiscounted,
    BufIssued,
    BufCompleted,
    BufTouched,
    ForbiddenBlock,
    AboveLockLevel,
    Misused,
    DataRace,
    InterruptStorm,
    UnansweredAccess,
    DeviceMoved,
    ChannelAllocated,
    ChannelUsed,
    ChannelMisused,
    Resource,
    CallbackRegistered,
    CallbackBegan,
    CallbackEnded,
    Gone,
    Stopped,
    Quiescent,
}

/// <summary>Finds out what a rule watches: what it overrides. The DDI calls of a request raise dozens of events, and most rules watch one or two kinds.</summary>
internal static class RuleEvents
{
    /// <summary>How many kinds there are.</summary>
    public const int Count = (int)RuleEvent.Quiescent + 1;

    // A fact about a type: the same in every world and every run.
    private static readonly ConcurrentDictionary<Type, ulong> Known = new();

    /// <summary>A bit for each event that rules of this type watch.</summary>
    public static ulong WatchedBy(Type rule) => Known.GetOrAdd(rule, Find);

    private static ulong Find(Type rule)
    {
        var watched = 0UL;
        foreach (var method in rule.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (method.DeclaringType != typeof(Rule)
                && method.GetBaseDefinition().DeclaringType == typeof(Rule)
                && method.Name.StartsWith("On", StringComparison.Ordinal)
                && Enum.TryParse<RuleEvent>(method.Name.AsSpan(2), out var watchedEvent))
                watched |= 1UL << (int)watchedEvent;
        }

        return watched;
    }
}
