namespace DmaActors.Verifier.Resources;

/// <summary>What an instance took it has given back when detach returns SUCCESS, or attach FAILURE.</summary>
internal sealed class LeakRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA030",
        "resources not back at the end",
        "Writing Device Drivers, chapter 9, Freeing the DMA Handle, and detach(9E): nothing that the instance allocated may remain",
        "give back in detach what attach took, in the opposite order; before that cancel timeouts and wait for callbacks");

    private readonly Dictionary<DriverInstance, Ledger> ledgers = [];
    private readonly Stack<Ledger> idle = new();

    /// <summary>In the order in which they went.</summary>
    private readonly List<DriverInstance> gone = [];

    public override RuleInfo Info => Text;

    protected override void Forget()
    {
        foreach (var ledger in ledgers.Values)
            Recycle(ledger);
        ledgers.Clear();
        gone.Clear();
    }

    protected override void OnHandleAllocated(DmaHandle handle) => LedgerOf(OwnerOf(handle)).Add(handle);

    protected override void OnHandleFreed(ActorRef caller, DmaHandle handle, Buf? buf)
    {
        if (ledgers.TryGetValue(OwnerOf(handle), out var ledger))
            ledger.Remove(handle);
    }

    protected override void OnResource(DriverInstance instance, ResourceKind kind, string? name, int change)
    {
        // Of callbacks another rule speaks.
        if (kind == ResourceKind.Callback)
            return;

        // What comes back from an instance that is gone has been reported.
        if (change > 0)
            LedgerOf(instance).Change(kind, name, change);
        else if (ledgers.TryGetValue(instance, out var ledger))
            ledger.Change(kind, name, change);
    }

    protected override void OnGone(DriverInstance instance, bool attachFailed)
    {
        gone.Add(instance);
        if (!ledgers.Remove(instance, out var ledger))
            return;
        var begin = $"{instance.Name} {(attachFailed ? "failed to attach" : "detached")} and left";
        foreach (var handle in ledger.Handles)
            Report(instance.Name, $"{begin} {Describe(handle)} {(IsBound(handle) ? "bound" : "allocated")}");
        foreach (var line in ledger.Lines)
        {
            if (line.Count > 0)
                Report(instance.Name, $"{begin} {Describe(line)}");
            else if (line is { Kind: ResourceKind.InterruptHandler, Count: < 0 })
                Report(instance.Name, $"{instance.Name} removed an interrupt handler more often than it added one");
        }

        Recycle(ledger);
    }

    protected override void OnStopped(DriverInstance instance)
    {
        if (!ledgers.Remove(instance, out var ledger))
            return;
        foreach (var handle in ledger.Handles)
            Held(instance, $"{Describe(handle)}{(IsBound(handle) ? ", bound" : "")}");
        foreach (var line in ledger.Lines.Where(line => line.Count > 0))
            Held(instance, Describe(line));
        Recycle(ledger);
    }

    protected override void OnQuiescent()
    {
        foreach (var instance in gone)
        {
            foreach (var context in instance.Contexts)
                Report(context.Name, $"{instance.Name} is gone and left {context.Name} waiting for {context.WaitsForText}");
        }
    }

    private static string Describe(Ledger.Line line) => line.Kind switch
    {
        ResourceKind.RegisterMapping => "its registers mapped (ddi_regs_map_free)",
        ResourceKind.InterruptHandler when line.Count == 1 => "its interrupt handler installed (ddi_intr_remove_handler)",
        ResourceKind.InterruptHandler => $"{line.Count} interrupt handlers installed (ddi_intr_remove_handler)",
        ResourceKind.SoftInterrupt => $"{line.Count} soft interrupt(s) added (ddi_intr_remove_softint)",
        ResourceKind.KernelMemory => $"{line.Count} piece(s) of kernel memory allocated (kmem_free)",
        ResourceKind.DmaMemory => $"{line.Count} piece(s) of memory for DMA allocated (ddi_dma_mem_free)",
        ResourceKind.LockedPages when line.Name == "physio" => $"{line.Count} physio(s) that have not returned, with a user buffer locked each",
        ResourceKind.LockedPages => $"{line.Count} user buffer(s) locked (ddi_umem_unlock)",
        ResourceKind.BufHeader => $"{line.Count} buf(s) of its own allocated (freerbuf)",
        ResourceKind.Timeout => $"{line.Count} timeout(s) '{line.Name}' set or running (untimeout)",
        ResourceKind.DmaChannel => $"DMA channel {line.Name} allocated{(line.Count == 1 ? "" : $" {line.Count} times")} (ddi_dmae_release)",
        _ => $"{line.Count} {line.Kind}",
    };

    private Ledger LedgerOf(DriverInstance instance)
    {
        if (!ledgers.TryGetValue(instance, out var ledger))
            ledgers.Add(instance, ledger = idle.Count > 0 ? idle.Pop() : new Ledger());
        return ledger;
    }

    private void Recycle(Ledger ledger)
    {
        ledger.Clear();
        idle.Push(ledger);
    }
}
