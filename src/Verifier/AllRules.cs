using DmaActors.Verifier.Bufs;
using DmaActors.Verifier.Callbacks;
using DmaActors.Verifier.Channels;
using DmaActors.Verifier.Contexts;
using DmaActors.Verifier.Handles;
using DmaActors.Verifier.Hardware;
using DmaActors.Verifier.Resources;
using DmaActors.Verifier.Results;
using DmaActors.Verifier.Transfers;

namespace DmaActors.Verifier;

/// <summary>Every rule there is, in the order of their ids.</summary>
public static class AllRules
{
    /// <summary>New rules for one machine, without those whose ids are named.</summary>
    public static IReadOnlyList<Rule> Create(IReadOnlyCollection<string>? except = null)
    {
        Rule[] rules =
        [
            new FreedHandleRule(),
            new UnboundHandleRule(),
            new CookieCountRule(),
            new BoundMemoryRule(),
            new UnlockedTwiceRule(),
            new UnlockedMemoryRule(),
            new SlaveOnlyRule(),
            new MemoryUseRule(),
            new AccessHandleRule(),
            new CompleteOnceRule(),
            new TouchAfterDoneRule(),
            new BoundBufRule(),
            new BufOwnerRule(),
            new LostRequestRule(),
            new ForbiddenBlockRule(),
            new DataRaceRule(),
            new AboveLockLevelRule(),
            new UserContextRule(),
            new LeakRule(),
            new InterruptStormRule(),
            new UnansweredAccessRule(),
            new RepeatedRegistrationRule(),
            new HopelessRetryRule(),
            new OutstandingCallbackRule(),
            new LateCallbackRule(),
            new ChannelHolderRule(),
            new StoppedChannelRule(),
            new ChannelRequestRule(),
            new GivenBackMemoryRule(),
            new UnfinishedWindowRule(),
            new ClaimedBytesRule(),
            new IgnoredResultRule(),
        ];
        return except is null or { Count: 0 } ? rules : [.. rules.Where(rule => !except.Contains(rule.Info.Id))];
    }
}
