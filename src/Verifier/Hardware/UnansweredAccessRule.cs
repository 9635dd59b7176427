namespace DmaActors.Verifier.Hardware;

/// <summary>A device was programmed with an address at which there is no memory.</summary>
internal sealed class UnansweredAccessRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA041",
        "DMA to where no memory is",
        "Writing Device Drivers, chapter 9, Programming the DMA Engine: the address of a cookie goes to the device unchanged",
        "program the cookie's address as it is, and describe in the attributes what the device's address register holds");

    // One a device: the rest of its transfer says nothing new.
    private readonly HashSet<string> reported = [];

    public override RuleInfo Info => Text;

    protected override void Forget() => reported.Clear();

    protected override void OnUnansweredAccess(string who, ulong address, int length, bool isWrite, string why)
    {
        if (reported.Add(who))
            Report(who, $"{who} {(isWrite ? "wrote" : "read")} {length} bytes at address 0x{address:X}, {why}");
    }
}
