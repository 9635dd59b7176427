using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Recovery;
using DmaActors.Framework.Rules;
using DmaActors.Hardware.Bus;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework.Nexus;

/// <summary>
/// The resource allocator: handles, room for bindings, what the platform's <see cref="IBusOps"/> map with, memory for DMA, and the callback lists. Whoever finds too
/// little is registered, parked (SLEEP) or turned away; a release serves the parked first and asks for a pass over its list if that is not empty.
/// </summary>
internal sealed partial class RootNexus : Actor
{
    private readonly NexusOptions options;
    private readonly RuleBook rules;
    private readonly CallbackLists lists;
    private readonly List<ParkedRequest> parked = [];
    private readonly IBusOps bus;
    private readonly DmaMemoryPool memory;
    private readonly Predicate<ParkedRequest> tryServe;
    private readonly LiveHandles handles = new();

    /// <summary>The nexus of a platform with physical addresses and a copy buffer.</summary>
    public RootNexus(NexusOptions options, SystemBus bus, FrameAllocator frames, RuleBook rules)
        : this(options, new PhysicalBusOps(options, bus, frames), new DmaMemoryPool(options, MemoryRules.X86, new MemoryProvider(bus.Processor, frames)), rules)
    {
    }

    /// <summary>The nexus of any platform.</summary>
    public RootNexus(NexusOptions options, IBusOps bus, DmaMemoryPool memory, RuleBook rules)
    {
        this.options = options;
        this.bus = bus;
        this.memory = memory;
        lists = new CallbackLists(rules, bus.Counters);
        this.rules = rules;
        tryServe = TryServe;
    }

    public ActorRef SoftCall
    {
        get => lists.SoftCall;
        set => lists.SoftCall = value;
    }

    /// <summary>What has been counted, for reports.</summary>
    public NexusCounters Counters => bus.Counters;

    /// <summary>Callbacks that wait on the lists, with their multiplicity.</summary>
    public long Owed => lists.Owed;

    /// <summary>Contexts that sleep for resources, in the order of their requests.</summary>
    public IReadOnlyList<ParkedRequest> Sleeping => parked;

    /// <summary>Handles that are bound.</summary>
    public int Bound => bus.Bound;

    /// <summary>Pages of copy buffer, or of DVMA, that the bindings hold.</summary>
    public int PagesInUse => bus.PagesInUse;

    protected override bool IsFramework => true;

    /// <summary>Checks that the books balance.</summary>
    /// <exception cref="InvalidOperationException">They do not: a fault of ours.</exception>
    public void AssertInvariants()
    {
        lists.AssertInvariants();
        memory.AssertInvariants();
        bus.AssertInvariants();
        if (bus.Bound != Counters.Binds - Counters.Unbinds || bus.Bound < 0 || bus.Bound > handles.Count)
            throw new InvalidOperationException($"{bus.Bound} bindings of {handles.Count} handles after {Counters.Binds} binds and {Counters.Unbinds} unbinds.");
        foreach (var request in parked)
        {
            if (request.Request is AllocHandle && HasRoomForHandle)
                throw new InvalidOperationException($"{request} sleeps for a handle, and there is room.");
            if (request.Request is Bind bind && (bind.Handle.Mapping.IsInUse || !bind.Handle.IsParked))
                throw new InvalidOperationException($"{request} sleeps for a handle that is bound.");
        }
    }

    protected override void Receive(Message message)
    {
        using var inside = rules.Gate.Enter();
        if (ComesTooLate(message))
            return;
        switch (message)
        {
            case AllocHandle alloc:
                if (!TryAllocate(alloc, Context.Sender))
                    TurnAway(alloc, alloc, bus.HandleList);
                break;
            case Bind bind:
                if (!TryBind(bind, Context.Sender))
                    TurnAway(bind, bind, ListId.RootNexus);
                break;
            case AllocMemory alloc:
                if (TryAllocate(alloc, Context.Sender) is { } missing)
                    TurnAway(alloc, alloc, missing);
                break;
            case FreeMemory free:
                memory.Free(free.Memory);
                free.Instance.Held?.DmaMemory.Remove(free.Memory);
                OnRelease(free.Instance, ListId.DmaMemory, ListId.AccessHandles);
                Answer(Context.Sender, new DdiStatus(DdiResult.Success));
                break;
            case Unbind unbind:
                Answer(Context.Sender, new DdiStatus(UnbindHandle(unbind.Handle)));
                break;
            case FreeHandle free:
                Free(free.Handle);
                Answer(Context.Sender, new DdiStatus(DdiResult.Success));
                break;
            case GetWindow getWindow:
                Answer(Context.Sender, MoveWindow(getWindow.Handle, getWindow.Window));
                break;
            case SyncHandle sync:
                Answer(Context.Sender, new DdiStatus(Synchronize(sync)));
                break;
            case SetSBus64 set:
                Answer(Context.Sender, new DdiStatus(set.Handle.IsFreed ? DdiResult.Failure : bus.SetSBus64(set.Handle, set.BurstSizes)));
                break;
            case Register register:
                lists.Add(Context, register.List, register.Caller, (IResourceRequest)register.Request);
                Refuse(register.Caller, register.Request);
                break;
            case TakeEntry take:
                lists.Take(Context, take);
                break;
            case PutBack putBack:
                lists.PutBack(Context, putBack);
                break;
            case Reclaim reclaim:
                Reclaim(reclaim.Instance);
                Context.Tell(Context.Sender, new Reply<Done>(default));
                break;
        }
    }

    private bool HasRoomForHandle => options.Handles == 0 || handles.Count < options.Handles;

    /// <summary>Answers the request, unless there is too little for it.</summary>
    private bool TryAllocate(AllocHandle alloc, ActorRef caller)
    {
        if (bus.AllocHandle(alloc.Attributes) is not { } mapping)
        {
            Answer(caller, new DmaAllocResult(DmaAlloc.BadAttr, null));
            return true;
        }

        if (!HasRoomForHandle)
            return false;
        var handle = new DmaHandle(alloc.Instance, alloc.Ordinal, mapping, alloc.Attributes!);
        handles.Add(handle);
        alloc.Instance.Held?.Handles.Add(handle);
        rules.HandleAllocated(caller, handle);
        Answer(caller, new DmaAllocResult(DmaAlloc.Success, handle));
        return true;
    }

    /// <summary>Answers the request, unless there is too little for it.</summary>
    private bool TryBind(Bind bind, ActorRef caller)
    {
        var handle = bind.Handle;
        if (handle.IsFreed || handle.IsParked || handle.Mapping.IsInUse)
        {
            AnswerUnbound(caller, bind, DmaBind.InUse);
            return true;
        }

        // Memory that was given back, or is shorter than the driver says: there is nothing to map.
        if (bind.Memory.Length < bind.Length)
        {
            AnswerUnbound(caller, bind, DmaBind.NoMapping);
            return true;
        }

        var status = bus.Map(bind);
        if (status == DmaBind.NoResources)
            return false;
        if (!handle.Mapping.IsBound)
        {
            AnswerUnbound(caller, bind, status);
            return true;
        }

        handle.BoundBuf = bind.Buf;
        handle.ClearFault();
        Counters.Binds++;
        rules.HandleBound(handle, status);
        if (bind.User is { } user)
        {
            handle.BoundUser = user;
            user.Memory.Bound.Add(handle);
            if (!user.IsLocked)
                rules.UnlockedBound(handle);
        }

        if (bind.KernelMemory is { } kernel)
        {
            kernel.Bindings++;
            handle.BoundMemory = kernel;
            rules.MemoryBound(handle, kernel);
        }

        bus.EnterWindow(Context, handle);
        var window = handle.Mapping.Window;
        Answer(caller, new DmaBindResult(handle, status, window.Cookie, window.CookieCount));
        return true;
    }

    /// <summary>Answers the request, unless there is too little for it.</summary>
    /// <returns>The list of those who wait for what there is too little of; null: the request is answered.</returns>
    private ListId? TryAllocate(AllocMemory alloc, ActorRef caller)
    {
        // Nobody waits for an attribute that the platform does not have.
        if (alloc.Handle.IsFreed || !DmaMemoryPool.HasOneCacheAttribute(alloc.Flags))
        {
            Refuse(caller, alloc);
            return null;
        }

        if (memory.TryAllocate(alloc, out var result) is { } missing)
            return missing;
        alloc.Handle.Instance.Held?.DmaMemory.Add(result.Memory!);
        rules.MemoryAllocated(caller, result.Memory!);
        Answer(caller, result);
        return null;
    }

    private DdiResult UnbindHandle(DmaHandle handle)
    {
        rules.HandleUnbound(Context.Sender, handle);
        var result = bus.UnbindUnbound;
        if (handle.Mapping.IsBound)
        {
            bus.LeaveWindow(Context, handle);
            Release(handle);
            result = DdiResult.Success;
        }

        OnUnbind(handle.Instance);
        return result;
    }

    private void Free(DmaHandle handle)
    {
        rules.HandleFreed(Context.Sender, handle);
        if (handle.IsFreed)
            return;
        if (handle.Mapping.IsBound)
            Release(handle);
        handle.IsFreed = true;
        handles.Remove(handle);
        handle.Instance.Held?.Handles.Remove(handle);
        OnRelease(handle.Instance, bus.HandleList);
    }

    private void Release(DmaHandle handle)
    {
        bus.Unmap(handle);
        handle.BoundBuf = null;
        if (handle.BoundMemory is { } kernel)
            kernel.Bindings--;
        handle.BoundMemory = null;
        handle.BoundUser?.Memory.Bound.Remove(handle);
        handle.BoundUser = null;
        Counters.Unbinds++;
    }

    private DmaWindowResult MoveWindow(DmaHandle handle, int window)
    {
        var mapping = handle.Mapping;
        rules.HandleUsed(Context.Sender, handle, "ddi_dma_getwin");
        if (handle.IsFreed || !mapping.HasWindow(window))
            return new DmaWindowResult(handle, DdiResult.Failure, default);
        bus.LeaveWindow(Context, handle);
        rules.WindowLeft(handle);
        mapping.GetWin(window, out var moved);
        Counters.WindowsMoved++;
        bus.EnterWindow(Context, handle);
        rules.WindowEntered(Context.Sender, handle);
        return new DmaWindowResult(handle, DdiResult.Success, moved);
    }

    private DdiResult Synchronize(SyncHandle sync)
    {
        rules.HandleUsed(Context.Sender, sync.Handle, "ddi_dma_sync");
        return bus.Sync(Context, sync);
    }

    private void AnswerUnbound(ActorRef caller, Bind bind, DmaBind status)
    {
        rules.BindRefused(caller, bind.Handle, bind.Buf, status);
        Answer(caller, new DmaBindResult(bind.Handle, status, default, 0));
    }

    private void Answer<T>(ActorRef caller, T result)
        where T : struct, IDigestible => Context.Tell(caller, new Reply<T>(result), options.CallTime);
}
