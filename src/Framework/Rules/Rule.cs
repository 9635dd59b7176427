using DmaActors.Framework.Dma;
using DmaActors.Framework.DriverHost;

namespace DmaActors.Framework.Rules;

/// <summary>
/// Observes what drivers do and keeps a model of its own of what they may. It never takes part: it reports. Override what it needs to see; what is not overridden
/// costs nothing.
/// </summary>
/// <remarks>A rule watches one run of a machine after another. It is asked at every DDI call: no words are made unless it reports.</remarks>
public abstract class Rule
{
    private RuleBook? book;

    /// <summary>What the rule says. The same object for all rules of a class.</summary>
    public abstract RuleInfo Info { get; }

    /// <summary>ddi_dma_alloc_handle succeeded.</summary>
    protected internal virtual void OnHandleAllocated(DmaHandle handle)
    {
    }

    /// <summary>A bind succeeded.</summary>
    /// <param name="handle">The handle.</param>
    /// <param name="buf">What was bound; null when it is kernel memory.</param>
    protected internal virtual void OnHandleBound(DmaHandle handle, Buf? buf)
    {
    }

    /// <summary>ddi_dma_unbind_handle was called, bound or not.</summary>
    /// <param name="caller">The context that called.</param>
    /// <param name="handle">The handle.</param>
    /// <param name="buf">What was bound; null when it is no buf, or nothing.</param>
    protected internal virtual void OnHandleUnbound(ActorRef caller, DmaHandle handle, Buf? buf)
    {
    }

    /// <summary>ddi_dma_free_handle was called, for the first time or not.</summary>
    /// <param name="caller">The context that called.</param>
    /// <param name="handle">The handle.</param>
    /// <param name="buf">What was bound; null when it is no buf, or nothing.</param>
    protected internal virtual void OnHandleFreed(ActorRef caller, DmaHandle handle, Buf? buf)
    {
    }

    /// <summary>A bind (which wants an unbound handle) or another DMA function (which wants a bound one) was given the handle.</summary>
    protected internal virtual void OnHandleUsed(ActorRef caller, DmaHandle handle, string call, bool mustBeBound)
    {
    }

    /// <summary>A bind left its handle unbound.</summary>
    /// <param name="caller">The context that called.</param>
    /// <param name="handle">The handle.</param>
    /// <param name="buf">What was to be bound; null when it is no buf.</param>
    /// <param name="status">Neither MAPPED nor PARTIAL_MAP.</param>
    protected internal virtual void OnBindRefused(ActorRef caller, DmaHandle handle, Buf? buf, DmaBind status)
    {
    }

    /// <summary>A driver goes on with what a DMA function has given it, and that is nothing, or may be nothing.</summary>
    /// <param name="context">The context.</param>
    /// <param name="handle">The handle that the function was called with.</param>
    /// <param name="what">What it goes on with: <c>the cookie of the bind</c>.</param>
    /// <param name="hasFailed">True: the function had failed, and the driver has looked at its result. False: it has not looked.</param>
    protected internal virtual void OnResultIgnored(TaskContext context, DmaHandle handle, string what, bool hasFailed)
    {
    }

    /// <summary>ddi_dma_getwin succeeded: another window is current, or the same one anew.</summary>
    protected internal virtual void OnWindowEntered(ActorRef caller, DmaHandle handle)
    {
    }

    /// <summary>A bind succeeded, and what was bound is kernel memory of the driver's own, also when it is the memory of a buf.</summary>
    protected internal virtual void OnMemoryBound(DmaHandle handle, KernelMemory memory)
    {
    }

    /// <summary>kmem_free or ddi_dma_mem_free was called.</summary>
    protected internal virtual void OnMemoryFreed(TaskContext context, KernelMemory memory)
    {
    }

    /// <summary>A user's memory is bound and not locked: it was not when the bind succeeded, or it has been unlocked since.</summary>
    /// <param name="handle">The handle that is bound to it.</param>
    /// <param name="unlocker">The context that unlocked it while it was bound; null: it was not locked at the bind.</param>
    protected internal virtual void OnUnlockedBound(DmaHandle handle, TaskContext? unlocker)
    {
    }

    /// <summary>ddi_umem_unlock was called, for the first time or not.</summary>
    protected internal virtual void OnUmemUnlocked(TaskContext context, UmemCookie cookie)
    {
    }

    /// <summary>A bound handle was asked for the next cookie after the last one of its window, or for the only one of several.</summary>
    /// <param name="caller">The context that called.</param>
    /// <param name="handle">The handle.</param>
    /// <param name="call">Which function.</param>
    /// <param name="cookies">How many its window has.</param>
    protected internal virtual void OnCookiesMiscounted(ActorRef caller, DmaHandle handle, string call, int cookies)
    {
    }

    /// <summary>A buf was given to strategy.</summary>
    protected internal virtual void OnBufIssued(DriverInstance instance, Buf buf)
    {
    }

    /// <summary>biodone was called, for the first time or not.</summary>
    protected internal virtual void OnBufCompleted(TaskContext context, Buf buf)
    {
    }

    /// <summary>A driver read or wrote a buf after biodone, or after freerbuf.</summary>
    protected internal virtual void OnBufTouched(TaskContext context, Buf buf)
    {
    }

    /// <summary>A context waited where waiting is forbidden.</summary>
    protected internal virtual void OnForbiddenBlock(TaskContext context, string call)
    {
    }

    /// <summary>A context that runs above the lock level called what takes a lock that a thread may hold while it sleeps.</summary>
    protected internal virtual void OnAboveLockLevel(TaskContext context, string call)
    {
    }

    /// <summary>A driver has done what would be a panic of a real system, or the ruin of somebody else's memory.</summary>
    /// <param name="context">The context that did it.</param>
    /// <param name="what">With what.</param>
    /// <param name="deed">What it did, as the rest of a sentence that begins with the context; what was allocated is named with who allocated it.</param>
    protected internal virtual void OnMisused(TaskContext context, Misuse what, string deed)
    {
    }

    /// <summary>Two accesses to soft state that nothing orders.</summary>
    protected internal virtual void OnDataRace(DataRace race)
    {
    }

    /// <summary>A vector was walked a thousand times without an end.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="claimed">Whether any walk was claimed.</param>
    /// <param name="handlers">The instances whose handlers are on the vector.</param>
    protected internal virtual void OnInterruptStorm(int vector, bool claimed, IReadOnlyList<string> handlers)
    {
    }

    /// <summary>A device reached for memory that is not there, or not there for it: a read gave all ones, a write went nowhere.</summary>
    /// <param name="who">The device's engine.</param>
    /// <param name="address">As the device says it.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="isWrite">Whether it wrote.</param>
    /// <param name="why">What is wrong with the address, as a relative clause.</param>
    protected internal virtual void OnUnansweredAccess(string who, ulong address, int length, bool isWrite, string why)
    {
    }

    /// <summary>A device moved bytes from or to memory, or where it takes memory to be.</summary>
    protected internal virtual void OnDeviceMoved(DeviceMove move)
    {
    }

    /// <summary>ddi_dmae_alloc succeeded, at once or after a sleep.</summary>
    protected internal virtual void OnChannelAllocated(DriverInstance instance, int channel)
    {
    }

    /// <summary>Another function of a DMA channel was called, by its holder or not.</summary>
    protected internal virtual void OnChannelUsed(ChannelUse use)
    {
    }

    /// <summary>A function of a DMA channel was asked for what the engine does not do, or does otherwise.</summary>
    /// <param name="caller">The context that called.</param>
    /// <param name="channel">Any number.</param>
    /// <param name="call">Which function.</param>
    /// <param name="surprise">What happens instead, as a clause.</param>
    protected internal virtual void OnChannelMisused(ActorRef caller, int channel, ChannelCall call, string surprise)
    {
    }

    /// <summary>A resource that is neither a handle nor a binding was taken (+1) or given back (-1).</summary>
    /// <param name="instance">By whom.</param>
    /// <param name="kind">What.</param>
    /// <param name="name">What it is for, of a timeout; which, of a DMA channel; by which function, of locked pages; null otherwise.</param>
    /// <param name="change">+1 or -1.</param>
    protected internal virtual void OnResource(DriverInstance instance, ResourceKind kind, string? name, int change)
    {
    }

    /// <summary>A callback was put on a list, by an allocation or a bind that found too little.</summary>
    protected internal virtual void OnCallbackRegistered(CallbackRequest request)
    {
    }

    /// <summary>A pass is about to call a callback.</summary>
    protected internal virtual void OnCallbackBegan(CallbackRun run)
    {
    }

    /// <summary>A callback has returned.</summary>
    /// <param name="run">Which.</param>
    /// <param name="isPutBack">With RUNOUT: it goes back on the list.</param>
    protected internal virtual void OnCallbackEnded(CallbackRun run, bool isPutBack)
    {
    }

    /// <summary>The system has let go of the instance: detach returned SUCCESS, or attach FAILURE.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="attachFailed">Which of the two.</param>
    protected internal virtual void OnGone(DriverInstance instance, bool attachFailed)
    {
    }

    /// <summary>
    /// The instance was stopped because its code threw, and the machine goes on. What it holds is about to be taken back: what a rule knows of that is <see cref="Held"/>, and no
    /// finding, now or later.
    /// </summary>
    protected internal virtual void OnStopped(DriverInstance instance)
    {
    }

    /// <summary>The run is over and nothing more can happen.</summary>
    protected internal virtual void OnQuiescent()
    {
    }

    /// <summary>Another run begins: forgets all that was seen in the one before. To be overridden by a rule that keeps anything.</summary>
    protected internal virtual void Forget()
    {
    }

    internal void Join(RuleBook newBook) => book = newBook;

    /// <summary>The rule is broken.</summary>
    /// <param name="where">The context or actor.</param>
    /// <param name="text">What happened, in one sentence without a full stop: who did what with what.</param>
    protected void Report(string where, string text) => book!.Report(Info, where, text);

    /// <summary>An instance that was stopped held something.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="text">What, without a full stop.</param>
    protected void Held(DriverInstance instance, string text) => book!.Hold(instance, text);

    /// <summary>Whose handle it is.</summary>
    protected static DriverInstance OwnerOf(DmaHandle handle) => handle.Instance;

    /// <summary>Whether the system holds resources for the handle now.</summary>
    protected static bool IsBound(DmaHandle handle) => handle.Mapping.IsBound;

    /// <summary>The buf that a handle is bound to; null when it is no buf, or nothing.</summary>
    protected static Buf? BufOf(DmaHandle handle) => handle.BoundBuf;

    /// <summary>Where in the object the current window of a bound handle begins, and how long it is, in bytes.</summary>
    protected static (uint Offset, uint Length) WindowOf(DmaHandle handle) => (handle.Mapping.Window.Offset, handle.Mapping.Window.Length);

    /// <summary>The instance whose strategy(9E) has a buf.</summary>
    protected static DriverInstance InstanceOf(Buf buf) => buf.Instance!;

    /// <summary>Whether biodone has given a buf back, or its owner has freed it.</summary>
    protected static bool IsGivenBack(Buf buf) => buf.Phase is BufPhase.Done or BufPhase.Freed;

    /// <summary>Whether a driver's own objects lead to a buf: a member, a queue, a request that is chained to another. Slow; for the end of a run.</summary>
    protected static bool Holds(DriverInstance instance, Buf buf) => instance.DriverLeadsTo(buf);

    /// <summary>Whether the argument of a callback leads to a buf.</summary>
    protected static bool Holds(object? argument, Buf buf) => argument is not null && ObjectWalk.Leads(argument, buf);

    /// <summary>Whether the device of the handle's owner sits in a slot without wires for DMA.</summary>
    protected static bool IsInSlaveOnlySlot(DmaHandle handle) => handle.Instance.Slot.IsSlaveOnly;

    /// <summary>Whether a cookie is one of those of the handle's current window, or a part of one.</summary>
    protected static bool Reaches(DmaHandle handle, DmaCookie cookie)
    {
        foreach (var own in handle.Mapping.Cookies)
        {
            if (cookie.LAddress >= own.LAddress && cookie.LAddress - own.LAddress < own.Size)
                return true;
        }

        return false;
    }

    /// <summary>A handle as a sentence names it: <c>disk0/dma#1 (allocated by disk0/attach#1)</c>.</summary>
    protected static string Describe(DmaHandle handle) => $"{handle.Name} (allocated by {handle.Instance.NameOfContext(handle.AllocatedBy)})";

    /// <summary>Memory as a sentence names it: <c>8192 bytes of kernel memory (allocated by disk0/attach#1)</c>.</summary>
    protected static string Describe(KernelMemory memory) => memory.Description;

    /// <summary>The context that freed a handle first, for example <c>disk0/detach#1</c>.</summary>
    protected static string FreedBy(DmaHandle handle) => handle.Instance.NameOfContext(handle.FreedBy);

    /// <summary>The pages of a user as a sentence names them: <c>4096 bytes of a user (locked by disk0/read#1)</c>.</summary>
    protected static string Describe(UmemCookie cookie) => $"{cookie.Length} bytes of a user (locked by {cookie.LockedBy})";

    /// <summary>The context that unlocked pages first.</summary>
    protected static string UnlockedBy(UmemCookie cookie) => cookie.UnlockedBy ?? "nobody";

    /// <summary>Whether a buf was freed by freerbuf(9F).</summary>
    protected static bool IsFreed(Buf buf) => buf.IsFreed;
}
