namespace DmaActors.Verifier.Bufs;

/// <summary>
/// A request is in the driver's hands until biodone. One that was never bound, and to which nothing of the driver's leads any more, has been lost: another has taken its place.
/// </summary>
internal sealed class LostRequestRule : RequestRule
{
    private static readonly RuleInfo Text = new(
        "DMA014",
        "request lost",
        "Writing Device Drivers, chapter 9, examples 9-1 and 9-6: there is one place for a request, and strategy(9E) may be called again while it is taken",
        "keep requests that wait in a queue, and overwrite none");

    public override RuleInfo Info => Text;

    protected override void OnNeverCompleted(DriverInstance instance, Buf buf, bool isLost)
    {
        if (isLost)
            Report(instance.Name, $"{instance.Name} was given {buf}, never bound it, and nothing of {instance.Name} leads to it any more");
    }
}
