namespace DmaActors.Verifier.Hardware;

/// <summary>A line that nobody lowers.</summary>
internal sealed class InterruptStormRule : Rule
{
    /// <summary>As many handlers of a vector are named.</summary>
    private const int Named = 8;

    private static readonly RuleInfo Text = new(
        "DMA040",
        "interrupt storm",
        "Writing Device Drivers, chapter 8, Interrupt Handlers: a handler claims what is its own and makes the device lower its line",
        "acknowledge the interrupt at the device, claim only your own, and remove the handler only when the device is quiet");

    public override RuleInfo Info => Text;

    protected override void OnInterruptStorm(int vector, bool claimed, IReadOnlyList<string> handlers)
    {
        var who = handlers.Count == 0 ? "there is none" : string.Join(", ", handlers.Take(Named)) + (handlers.Count > Named ? $" and {handlers.Count - Named} more" : "");
        Report(
            $"vector {vector}",
            claimed
                ? $"the handlers of vector {vector} ({who}) were called a thousand times in a row and claimed: one claims what is not its own, or does not acknowledge it"
                : $"the handlers of vector {vector} ({who}) were called a thousand times in a row and none claimed, while the line stayed high");
    }
}
