namespace DmaActors.Verifier.Handles;

/// <summary>Memory is unbound before it is freed: the device would go on reaching it, whoever has it next.</summary>
internal sealed class BoundMemoryRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA004",
        "memory freed while it is bound",
        "Writing Device Drivers, chapter 9, Allocating Private DMA Buffers: the memory is freed after the DMA resources",
        "stop the device and call ddi_dma_unbind_handle before kmem_free or ddi_dma_mem_free");

    // A piece of memory can be bound to several handles: they are in the order of their binds. What was freed is no longer in here.
    private readonly Dictionary<KernelMemory, List<DmaHandle>> bound = [];
    private readonly Dictionary<DmaHandle, KernelMemory> memories = [];

    public override RuleInfo Info => Text;

    protected override void Forget()
    {
        bound.Clear();
        memories.Clear();
    }

    protected override void OnMemoryBound(DmaHandle handle, KernelMemory memory)
    {
        memories[handle] = memory;
        if (!bound.TryGetValue(memory, out var handles))
            bound.Add(memory, handles = []);
        handles.Add(handle);
    }

    protected override void OnHandleUnbound(ActorRef caller, DmaHandle handle, Buf? buf) => Unbind(handle);

    protected override void OnHandleFreed(ActorRef caller, DmaHandle handle, Buf? buf) => Unbind(handle);

    protected override void OnMemoryFreed(TaskContext context, KernelMemory memory)
    {
        if (!bound.Remove(memory, out var handles))
            return;
        foreach (var handle in handles)
            Report(context.Name, $"{context.Name} freed {Describe(memory)} while {Describe(handle)} was bound to them");
    }

    private void Unbind(DmaHandle handle)
    {
        if (!memories.Remove(handle, out var memory) || !bound.TryGetValue(memory, out var handles))
            return;
        handles.Remove(handle);
        if (handles.Count == 0)
            bound.Remove(memory);
    }
}
