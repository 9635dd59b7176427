namespace DmaActors.Verifier.Contexts;

/// <summary>What reaches for the memory of a process is called by a thread of that process.</summary>
internal sealed class UserContextRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA023",
        "call without a user",
        "physio(9F) and ddi_umem_lock(9F), CONTEXT: user context",
        "call it from read(9E) or write(9E), and keep the cookie of ddi_umem_lock for what comes later");

    public override RuleInfo Info => Text;

    protected override void OnMisused(TaskContext context, Misuse what, string deed)
    {
        if (what == Misuse.Context)
            Report(context.Name, $"{context.Name} {deed}");
    }
}
