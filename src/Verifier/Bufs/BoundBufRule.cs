namespace DmaActors.Verifier.Bufs;

/// <summary>A buf is unbound before biodone: after that its memory may belong to somebody else, and the device would still reach it.</summary>
internal sealed class BoundBufRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA012",
        "buf completed while it is bound",
        "Writing Device Drivers, chapter 9, example 9-5: the resources are freed when the transfer has finished, and then biodone is called",
        "call ddi_dma_unbind_handle before biodone: it also brings what the device wrote from the copy buffer to the buf");

    private readonly Dictionary<Buf, DmaHandle> bound = [];

    public override RuleInfo Info => Text;

    protected override void Forget() => bound.Clear();

    protected override void OnHandleBound(DmaHandle handle, Buf? buf)
    {
        if (buf is not null)
            bound[buf] = handle;
    }

    protected override void OnHandleUnbound(ActorRef caller, DmaHandle handle, Buf? buf) => Unbind(buf);

    protected override void OnHandleFreed(ActorRef caller, DmaHandle handle, Buf? buf) => Unbind(buf);

    protected override void OnBufCompleted(TaskContext context, Buf buf)
    {
        if (bound.Remove(buf, out var handle))
            Report(context.Name, $"{context.Name} called biodone for {buf} while {Describe(handle)} was bound to it");
    }

    private void Unbind(Buf? buf)
    {
        if (buf is not null)
            bound.Remove(buf);
    }
}
