namespace DmaActors.Verifier.Bufs;

/// <summary>After biodone the buf may belong to somebody else.</summary>
internal sealed class TouchAfterDoneRule : Rule
{
    private readonly HashSet<Buf> reported = [];

    public override RuleInfo Info { get; } = new(
        "DMA011",
        "buf touched after biodone",
        "biodone(9F): after it the buf may have been reused or freed",
        "take what you need from the buf before biodone, and clear your pointer to it");

    protected override void OnBufTouched(TaskContext context, Buf buf)
    {
        if (reported.Add(buf))
            Report(context.Name, $"{context.Name} touched {buf.Name} after biodone");
    }
}
