namespace DmaActors.Verifier.Hardware;

/// <summary>A line that nobody lowers.</summary>
internal sealed class InterruptStormRule : Rule
{
    public override RuleInfo Info { get; } = new(
        "DMA040",
        "interrupt storm",
        "Writing Device Drivers, chapter 8, Interrupt Handlers: a handler claims what is its own and makes the device lower its line",
        "acknowledge the interrupt at the device, claim only your own, and remove the handler only when the device is quiet");

    protected override void OnInterruptStorm(int vector, bool claimed) => Report(
        $"vector {vector}",
        claimed
            ? $"a thousand walks over the handlers of vector {vector} in a row, each claimed: a handler claims what is not its own, or does not acknowledge"
            : $"a thousand walks over the handlers of vector {vector} in a row and nobody claimed, while the line stays high");
}
