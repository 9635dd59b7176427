namespace DmaActors.Verifier.Bufs;

/// <summary>Every buf that strategy was given is completed by biodone exactly once.</summary>
internal sealed class CompleteOnceRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA010",
        "buf not completed exactly once",
        "Writing Device Drivers, chapter 9, example 9-8, and biodone(9F): every request ends with one biodone",
        "call biodone on every path, errors included, and forget the buf before you do");

    private readonly Dictionary<Buf, Issue> outstanding = [];
    private long issued;

    public override RuleInfo Info => Text;

    protected override void OnBufIssued(DriverInstance instance, Buf buf) => outstanding[buf] = new Issue(instance, ++issued);

    protected override void OnBufCompleted(TaskContext context, Buf buf)
    {
        if (!outstanding.Remove(buf))
            Report(context.Name, $"{context.Name} called biodone for {buf}, which was complete already");
    }

    protected override void OnStopped(DriverInstance instance)
    {
        foreach (var (buf, _) in outstanding.Where(pair => pair.Value.Instance == instance).OrderBy(pair => pair.Value.Ordinal).ToList())
        {
            Held(instance, $"{buf}, which it was given and had not completed");
            outstanding.Remove(buf);
        }
    }

    protected override void OnQuiescent()
    {
        // In the order in which they were issued. Where a context of the instance still waits the run is a deadlock, and who waits for whom says more.
        foreach (var (buf, issue) in outstanding.OrderBy(pair => pair.Value.Ordinal))
        {
            if (!issue.Instance.Contexts.Any())
                Report(issue.Instance.Name, $"{issue.Instance.Name} never called biodone for {buf}, and nothing is left that could make it");
        }

        outstanding.Clear();
    }

    private readonly record struct Issue(DriverInstance Instance, long Ordinal);
}
