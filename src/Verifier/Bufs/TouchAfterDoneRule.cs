namespace DmaActors.Verifier.Bufs;

/// <summary>After biodone the buf may belong to somebody else.</summary>
internal sealed class TouchAfterDoneRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA011",
        "buf touched after biodone",
        "biodone(9F): after it the buf may have been reused or freed; freerbuf(9F)",
        "take what you need from the buf before biodone, and clear your pointer to it");

    // Who touches a buf touches several of its members.
    private Buf? latest;

    public override RuleInfo Info => Text;

    protected override void Forget() => latest = null;

    protected override void OnBufTouched(TaskContext context, Buf buf)
    {
        if (buf == latest)
            return;
        latest = buf;
        Report(context.Name, $"{context.Name} touched {buf} after {(IsFreed(buf) ? "freerbuf" : "biodone")}");
    }
}
