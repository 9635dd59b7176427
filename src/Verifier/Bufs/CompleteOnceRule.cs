namespace DmaActors.Verifier.Bufs;

/// <summary>Every buf that strategy was given is completed by biodone exactly once.</summary>
internal sealed class CompleteOnceRule : RequestRule
{
    private static readonly RuleInfo Text = new(
        "DMA010",
        "buf not completed exactly once",
        "Writing Device Drivers, chapter 9, example 9-8, and biodone(9F): every request ends with one biodone",
        "call biodone on every path, errors included, and forget the buf before you do");

    public override RuleInfo Info => Text;

    protected override void OnBufCompleted(TaskContext context, Buf buf)
    {
        if (!Requests.Remove(buf))
            Report(context.Name, $"{context.Name} called biodone for {buf}, which was complete already");
    }

    protected override void OnStopped(DriverInstance instance)
    {
        foreach (var buf in Requests.RemoveAllOf(instance))
            Held(instance, $"{buf}, which it was given and had not completed");
    }

    // Of one that is lost another rule speaks.
    protected override void OnNeverCompleted(DriverInstance instance, Buf buf, bool isLost)
    {
        if (!isLost)
            Report(instance.Name, $"{instance.Name} never called biodone for {buf}, and nothing is left that could make it");
    }
}
