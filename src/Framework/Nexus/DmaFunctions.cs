using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Nexus;
using DmaActors.Framework.Registers;
using DmaActors.Framework.Rules;

namespace DmaActors.Framework;

/// <summary>
/// The DMA functions of the DDI (manual, chapter 9), as a driver calls them. What waits or changes shared state is awaited; what only reads the handle is not.
/// </summary>
public sealed partial class DmaFunctions
{
    private readonly DriverInstance instance;

    internal DmaFunctions(DriverInstance instance) => this.instance = instance;

    /// <summary>ddi_dma_alloc_handle(9F): a handle for a device with these attributes.</summary>
    /// <param name="attributes">What the device's DMA engine can do; its bus may narrow that. Never modified.</param>
    /// <param name="callback">What to do when there is no room for a handle.</param>
    /// <param name="argument">Passed to the callback.</param>
    public ContextCall<DmaAllocResult> AllocHandle(DmaAttributes attributes, DmaCallback callback, object? argument = null)
    {
        MayWait("ddi_dma_alloc_handle", callback);
        return Call<DmaAllocResult>("ddi_dma_alloc_handle", new AllocHandle(instance, instance.NextHandle(), instance.Slot.BehindItsBus(attributes), callback, argument));
    }

    /// <summary>ddi_dma_free_handle(9F): the handle must be unbound. Any use of it afterwards is a finding.</summary>
    public ContextCall<DdiStatus> FreeHandle(DmaHandle handle) =>
        Call<DdiStatus>("ddi_dma_free_handle", new FreeHandle(Checked(handle, "ddi_dma_free_handle")));

    /// <summary>ddi_dma_buf_bind_handle(9F): resources for the memory of a buf.</summary>
    /// <param name="handle">An unbound handle.</param>
    /// <param name="bp">The request.</param>
    /// <param name="flags">Direction; PARTIAL allows windows.</param>
    /// <param name="callback">What to do when resources are short.</param>
    /// <param name="argument">Passed to the callback.</param>
    public ContextCall<DmaBindResult> BufBindHandle(DmaHandle handle, Buf bp, DmaFlags flags, DmaCallback callback, object? argument = null)
    {
        MayWait("ddi_dma_buf_bind_handle", callback);
        Used(Checked(handle, "ddi_dma_buf_bind_handle"), "ddi_dma_buf_bind_handle", mustBeBound: false);
        if (bp.IsNotTheDrivers)
            instance.Rules.BufTouched(instance.Running("ddi_dma_buf_bind_handle"), bp);
        bp.KernelMemory?.IsWhole(bp.ByteCount, "ddi_dma_buf_bind_handle");
        return Call<DmaBindResult>("ddi_dma_buf_bind_handle", new Bind(handle, bp.Memory, bp, bp.ByteCount, flags, callback, argument, bp.KernelMemory));
    }

    /// <summary>ddi_dma_addr_bind_handle(9F): resources for kernel memory.</summary>
    /// <param name="handle">An unbound handle.</param>
    /// <param name="memory">Memory of kmem_alloc(9F) or ddi_dma_mem_alloc(9F).</param>
    /// <param name="length">Bytes; 0 is answered NOMAPPING.</param>
    /// <param name="flags">Direction; PARTIAL allows windows.</param>
    /// <param name="callback">What to do when resources are short.</param>
    /// <param name="argument">Passed to the callback.</param>
    public ContextCall<DmaBindResult> AddrBindHandle(
        DmaHandle handle, KernelMemory memory, uint length, DmaFlags flags, DmaCallback callback, object? argument = null)
    {
        MayWait("ddi_dma_addr_bind_handle", callback);
        memory.IsWhole(length, "ddi_dma_addr_bind_handle");
        var user = Used(Checked(handle, "ddi_dma_addr_bind_handle"), "ddi_dma_addr_bind_handle", mustBeBound: false);
        return length == 0
            ? NothingToMap(user, handle)
            : Call<DmaBindResult>("ddi_dma_addr_bind_handle", new Bind(handle, memory.Object, null, length, flags, callback, argument, memory));
    }

    /// <summary>
    /// ddi_dma_addr_bind_handle(9F) with an address space (<c>as</c>) that is not NULL, which the manual forbids: the system maps the pages where they are now. Drivers lock the
    /// memory and bind a buf.
    /// </summary>
    public ContextCall<DmaBindResult> AddrBindHandle(
        DmaHandle handle, UserMemory memory, uint length, DmaFlags flags, DmaCallback callback, object? argument = null)
    {
        MayWait("ddi_dma_addr_bind_handle", callback);
        var isThere = length <= Checked(memory, "ddi_dma_addr_bind_handle").Length;
        var caller = instance.Running("ddi_dma_addr_bind_handle");
        if (!isThere)
            instance.Rules.Misused(caller, Misuse.Memory, $"gave ddi_dma_addr_bind_handle {length} bytes from the start of a user's buffer of {memory.Length}");
        var user = Used(Checked(handle, "ddi_dma_addr_bind_handle"), "ddi_dma_addr_bind_handle", mustBeBound: false);
        return length == 0 || !isThere
            ? NothingToMap(user, handle)
            : Call<DmaBindResult>("ddi_dma_addr_bind_handle", new Bind(handle, memory.Object, null, length, flags, callback, argument, null, memory));
    }

    /// <summary>
    /// ddi_dma_mem_alloc(9F): memory that a device with the attributes of the handle reaches, contiguous where its scatter/gather list is too short for pages. Bind as many
    /// bytes of it as <see cref="DmaMemResult.RealLength"/> says.
    /// </summary>
    /// <param name="handle">Any handle with the device's attributes, bound or not.</param>
    /// <param name="length">Bytes; 0 is answered FAILURE.</param>
    /// <param name="access">How its access handle accesses it.</param>
    /// <param name="flags">CONSISTENT or STREAMING; neither and both count as STREAMING.</param>
    /// <param name="callback">What to do when there is none. A function is registered even if there never can be any.</param>
    /// <param name="argument">Passed to the callback.</param>
    public ContextCall<DmaMemResult> MemAlloc(
        DmaHandle handle, uint length, DeviceAccAttr access, DmaFlags flags, DmaCallback callback, object? argument = null)
    {
        MayWait("ddi_dma_mem_alloc", callback);
        Used(Checked(handle, "ddi_dma_mem_alloc"), "ddi_dma_mem_alloc", mustBeBound: handle.Mapping.IsBound);
        return Call<DmaMemResult>("ddi_dma_mem_alloc", new AllocMemory(handle, length, Checked(access, "ddi_dma_mem_alloc"), flags, callback, argument));
    }

    /// <summary>ddi_dma_mem_free(9F): the memory and its access handle. Unbind it before.</summary>
    public ContextCall<DdiStatus> MemFree(AccessHandle handle)
    {
        var context = instance.RunningBelowLockLevel("ddi_dma_mem_free");
        if (Checked(handle, "ddi_dma_mem_free") is not MemoryAccess { Memory: var memory })
        {
            ((RegisterAccess)handle).IsNoMemory("ddi_dma_mem_free");
            return new ContextCall<DdiStatus>(new DdiStatus(DdiResult.Success));
        }

        if (!memory.IsWhole(0, "ddi_dma_mem_free"))
            return new ContextCall<DdiStatus>(new DdiStatus(DdiResult.Success));
        instance.Rules.MemoryFreed(context, memory);
        memory.IsFreed = true;
        return Call<DdiStatus>("ddi_dma_mem_free", new FreeMemory(instance, memory));
    }

    /// <summary>ddi_dma_unbind_handle(9F): synchronises the current window and gives the resources back. With nothing bound: SUCCESS, but FAILURE behind a PCI nexus of sun4u.</summary>
    public ContextCall<DdiStatus> UnbindHandle(DmaHandle handle) =>
        Call<DdiStatus>("ddi_dma_unbind_handle", new Unbind(Checked(handle, "ddi_dma_unbind_handle")));

    /// <summary>ddi_dma_getwin(9F): moves to a window, in any order. FAILURE when there is no such window, which includes window 0 of most MAPPED binds.</summary>
    public ContextCall<DmaWindowResult> GetWin(DmaHandle handle, int window) =>
        Call<DmaWindowResult>("ddi_dma_getwin", new GetWindow(Checked(handle, "ddi_dma_getwin"), window));

    /// <summary>ddi_dma_numwin(9F): FAILURE (false) unless the bind gave PARTIAL_MAP.</summary>
    public bool NumWin(DmaHandle handle, out int windows)
    {
        instance.RunningBelowLockLevel("ddi_dma_numwin");
        Used(Checked(handle, "ddi_dma_numwin"), "ddi_dma_numwin");
        using var inside = instance.Rules.Gate.Enter();
        return handle.Mapping.NumWin(out windows);
    }

    /// <summary>ddi_dma_nextcookie(9F): the next cookie of the current window. Asking for more than there are is a finding and gives an empty cookie.</summary>
    public DmaCookie NextCookie(DmaHandle handle)
    {
        instance.RunningBelowLockLevel("ddi_dma_nextcookie");
        var caller = Used(Checked(handle, "ddi_dma_nextcookie"), "ddi_dma_nextcookie");
        using var inside = instance.Rules.Gate.Enter();
        if (!handle.Mapping.NextCookie(out var cookie))
            instance.Rules.CookiesMiscounted(caller, handle, "ddi_dma_nextcookie");
        return cookie;
    }

    /// <summary>ddi_dma_burstsizes(9F): bit n stands for bursts of 2^n bytes. Valid bound or not; 0 for no handle.</summary>
    public uint BurstSizes(DmaHandle? handle)
    {
        instance.RunningBelowLockLevel("ddi_dma_burstsizes");
        if (handle is null)
            return 0;
        Used(handle, "ddi_dma_burstsizes", mustBeBound: handle.Mapping.IsBound);
        return handle.Mapping.BurstSizes;
    }

    /// <summary>
    /// ddi_check_dma_handle(9F): FAILURE if an access of the device to memory has failed while the handle was bound, and the handle was allocated with
    /// <see cref="DmaAttributeFlags.FlagErr"/>; otherwise SUCCESS, also with nothing bound. What the device wrote may stand in a bridge yet: read one of its registers before.
    /// </summary>
    public DdiResult CheckDmaHandle(DmaHandle handle)
    {
        instance.RunningBelowLockLevel("ddi_check_dma_handle");
        Used(Checked(handle, "ddi_check_dma_handle"), "ddi_check_dma_handle", mustBeBound: handle.Mapping.IsBound);
        using var inside = instance.Rules.Gate.Enter();
        return handle.IsFaulty ? DdiResult.Failure : DdiResult.Success;
    }

    /// <summary>ddi_dma_set_sbus64(9F): the device moves 64 bits at a time. FAILURE where there is no SBus of 64 bits, or no burst size that both have.</summary>
    /// <param name="handle">A handle, before it is bound with <see cref="DmaFlags.SBus64Bit"/>.</param>
    /// <param name="burstSizes">Bit n stands for bursts of 2^n bytes.</param>
    public ContextCall<DdiStatus> SetSBus64(DmaHandle handle, uint burstSizes)
    {
        Used(Checked(handle, "ddi_dma_set_sbus64"), "ddi_dma_set_sbus64", mustBeBound: handle.Mapping.IsBound);
        return Call<DdiStatus>("ddi_dma_set_sbus64", new SetSBus64(handle, burstSizes));
    }

    /// <summary>ddi_dma_sync(9F): makes what one side wrote visible to the other.</summary>
    /// <param name="handle">A bound handle.</param>
    /// <param name="offset">From the start of the object; 0 stands for the start of the current window.</param>
    /// <param name="length">Bytes; 0 stands for the whole current window.</param>
    /// <param name="type">For whom.</param>
    public ContextCall<DdiStatus> Sync(DmaHandle handle, ulong offset, ulong length, DmaSyncType type) =>
        Call<DdiStatus>("ddi_dma_sync", new SyncHandle(Checked(handle, "ddi_dma_sync"), offset, length, type));

    /// <summary>The system would follow a null pointer: a panic of the driver that gave it one.</summary>
    private static T Checked<T>(T? argument, string call)
        where T : class => argument ?? throw new ArgumentNullException(null, $"{call} was called with NULL.");

    private ContextCall<T> Call<T>(string call, Message request)
        where T : struct, IDigestible
    {
        instance.RunningBelowLockLevel(call);
        instance.GoOn();
        return new ContextCall<T>(instance, instance.Machine.Nexus, request);
    }

    /// <summary>The nexus is not asked.</summary>
    private ContextCall<DmaBindResult> NothingToMap(ActorRef caller, DmaHandle handle)
    {
        instance.Rules.BindRefused(caller, handle, null, DmaBind.NoMapping);
        return new ContextCall<DmaBindResult>(new DmaBindResult(handle, DmaBind.NoMapping, default, 0));
    }

    private ActorRef Used(DmaHandle handle, string call, bool mustBeBound = true)
    {
        var caller = instance.Running(call).Self;
        instance.GoOn();
        instance.Rules.HandleUsed(caller, handle, call, mustBeBound);
        return caller;
    }

    private void MayWait(string call, DmaCallback callback)
    {
        Checked(callback, call);
        if (callback == DmaCallback.Sleep && instance.Running(call) is { Kind.MayBlock: false, Level: <= ContextKind.LockLevel } context)
            instance.Rules.ForbiddenBlock(context, $"{call} with DDI_DMA_SLEEP");
    }
}
