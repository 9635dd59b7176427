namespace DmaActors.Verifier.Bufs;

/// <summary>A buf is issued, made new and freed by its owner, and not while it is under way.</summary>
internal sealed class BufOwnerRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA013",
        "buf handled while it is not its owner's",
        "bioreset(9F), freerbuf(9F), strategy(9E): a buf that is under way belongs to the driver that it was given to",
        "wait with biowait, or in b_iodone, before a buf is reused or freed");

    public override RuleInfo Info => Text;

    protected override void OnMisused(TaskContext context, Misuse what, string deed)
    {
        if (what == Misuse.Buf)
            Report(context.Name, $"{context.Name} {deed}");
    }
}
