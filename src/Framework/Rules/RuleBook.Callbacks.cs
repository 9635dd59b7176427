namespace DmaActors.Framework.Rules;

/// <summary>What becomes of callbacks.</summary>
internal sealed partial class RuleBook
{
    public void CallbackRegistered(in CallbackRequest request)
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.CallbackRegistered))
            rule.OnCallbackRegistered(request);
        Resource(request.Instance, ResourceKind.Callback, null, 1);
    }

    public void CallbackBegan(in CallbackRun run)
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.CallbackBegan))
            rule.OnCallbackBegan(run);
    }

    /// <param name="run">Which callback.</param>
    /// <param name="isPutBack">With RUNOUT; with anything else one run of its entry is settled.</param>
    public void CallbackEnded(in CallbackRun run, bool isPutBack)
    {
        using var inside = gate.Enter();
        foreach (var rule in Watching(RuleEvent.CallbackEnded))
            rule.OnCallbackEnded(run, isPutBack);
        if (!isPutBack)
            Resource(run.Instance, ResourceKind.Callback, null, -1);
    }
}
