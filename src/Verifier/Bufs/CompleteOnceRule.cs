namespace DmaActors.Verifier.Bufs;

/// <summary>Every buf that strategy was given is completed by biodone exactly once.</summary>
internal sealed class CompleteOnceRule : Rule
{
    private readonly Dictionary<Buf, string> outstanding = [];
    private readonly List<Buf> order = [];

    public override RuleInfo Info { get; } = new(
        "DMA010",
        "buf not completed exactly once",
        "Writing Device Drivers, chapter 9, example 9-8, and biodone(9F): every request ends with one biodone",
        "call biodone on every path, errors included, and forget the buf before you do");

    protected override void OnBufIssued(DriverInstance instance, Buf buf)
    {
        outstanding.Add(buf, instance.Name);
        if (outstanding.Count * 2 < order.Count)
            order.RemoveAll(old => !outstanding.ContainsKey(old));
        order.Add(buf);
    }

    protected override void OnBufCompleted(TaskContext context, Buf buf)
    {
        if (!outstanding.Remove(buf))
            Report(context.Name, $"biodone was called twice for {buf.Name}");
    }

    protected override void OnQuiescent()
    {
        foreach (var buf in order)
        {
            if (outstanding.Remove(buf, out var instance))
                Report(instance, $"{buf} was never completed: nothing that could complete it is left");
        }
    }
}
