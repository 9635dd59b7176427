using DmaActors.Exploration;
using DmaActors.Exploration.Campaigns;
using DmaActors.Exploration.Explanation;
using DmaActors.Framework.Rules;
using DmaActors.Lab.Running;
using DmaActors.Verifier;

namespace DmaActors.Lab.Exploring;

/// <summary>Why a run of a scenario fails, and what is left of the scenario's work in the smallest run that does.</summary>
/// <param name="Diagnosis">The smallest run and those beside it.</param>
/// <param name="Whole">All the work of the scenario.</param>
/// <param name="Kept">What is left.</param>
/// <param name="Blocked">Who waits for what at the end of the smallest run, if nothing more can happen there.</param>
public sealed record ScenarioDiagnosis(Diagnosis Diagnosis, Excerpt Whole, Excerpt Kept, IReadOnlyList<string> Blocked)
{
    /// <summary>The smallest run.</summary>
    public Counterexample Run => Diagnosis.Minimal.Run;

    /// <summary>The rule that is broken, with its place in the manual and its cure; null: what is wrong is against no rule of the verifier.</summary>
    public RuleInfo? Rule => AllRules.Create().Select(rule => rule.Info).FirstOrDefault(info => info.Id == Run.Violation.Rule);

    /// <summary>A callback is on its list, and nobody is left who could release anything.</summary>
    public bool IsCallbackLeft => Blocked.Any(line => line.Contains(" on the list wait", StringComparison.Ordinal));

    /// <summary>A callback has seen what was about to change, and done nothing.</summary>
    private bool IsCallbackMisled => Diagnosis.Pairs.Any(pair => StaleRead.Of(pair, Diagnosis.Steps) is { } stale && stale.Read.Context.Contains("/callback#", StringComparison.Ordinal));

    /// <summary>What to do about it: as the rule has it or, where a wake-up was lost, what that comes of; null: there is no general answer.</summary>
    public string? Cure => Rule?.Id switch
    {
        null when IsCallbackLeft && Run.Violation.Kind == ViolationKind.Deadlock =>
            "wait for no callback that nobody may ever call: give up the request that it is for, and free the handle, which makes the last callback run",
        "DMA010" when IsCallbackLeft || IsCallbackMisled =>
            "show a callback nothing that is about to change: keep the mutex from the bind until its outcome is written down, clear busy when it fails, and in the callback bind with the callback and return DONE, since a release can come before RUNOUT has put it back",
        _ => Rule?.Cure,
    };

    /// <summary>How the machine of the smallest run is simpler than the scenario's, in words to follow what is left of the work; empty: it is not.</summary>
    public string Simpler => (Kept.OwnLines ? ", each instance on an interrupt line of its own" : "") + (Kept.WholeGrants ? ", each cookie moved in one grant" : "");

    /// <summary>Equal for violations that come to the same: the rule, and the races.</summary>
    public string Kind => string.Join("; ", Diagnosis.Pairs.Select(pair => $"{pair.First} before {pair.Second}").Prepend($"{Run.Violation.Kind} {Run.Violation.Rule}"));

    /// <summary>In one or two sentences of plain English.</summary>
    public string Sentence => Story.Of(this);
}
