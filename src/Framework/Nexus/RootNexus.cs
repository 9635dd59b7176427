using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Rules;
using DmaActors.Hardware.Bus;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework.Nexus;

/// <summary>
/// The resource allocator: handles, copy-buffer pages, room for bindings, and the callback list. Whoever finds too little is registered, parked (SLEEP) or
/// turned away; a release serves the parked first and asks for a pass over the list if it is not empty.
/// </summary>
internal sealed class RootNexus(NexusOptions options, SystemBus bus, FrameAllocator frames, RuleBook rules) : Actor
{
    private static readonly RunList RunRootList = new(ListId.RootNexus);

    private readonly CallbackList list = new();
    private readonly List<Sleeper> sleepers = [];
    private readonly CopyBufferPool copyBuffers = new(frames, options.CopyBufferPages);
    private ulong[] frameScratch = new ulong[64];
    private int handles;
    private int bindings;

    public ActorRef SoftCall { get; set; }

    /// <summary>What has been counted, for reports.</summary>
    public NexusCounters Counters { get; } = new();

    /// <summary>Callbacks that wait on the list, with their multiplicity.</summary>
    public long Owed => list.Owed;

    /// <summary>Contexts that sleep for resources.</summary>
    public IEnumerable<string> Sleeping => sleepers.Select(sleeper => sleeper.Caller.Name);

    public int CopyPagesInUse => copyBuffers.InUse;

    protected override bool IsFramework => true;

    protected override void Receive(Message message)
    {
        switch (message)
        {
            case AllocHandle alloc:
                Allocate(alloc, Context.Sender, Context.Cause, isRetry: false);
                break;
            case Bind bind:
                BindHandle(bind, Context.Sender, Context.Cause, isRetry: false);
                break;
            case Unbind unbind:
                UnbindHandle(unbind.Handle);
                Answer(Context.Sender, new DdiStatus(DdiResult.Success));
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
            case Register register:
                Enter(register.Instance, register.Callback, register.Argument, Context.Cause);
                AnswerNoResources(register.Caller, register.IsAlloc);
                break;
            case TakeEntry take:
                if (list.TryTake(out var entry, out var owed))
                    Context.Tell(Context.Sender, new EntryTaken(take.Lane, entry, owed));
                else
                    Context.Tell(Context.Sender, new ListEmpty(take.Lane));
                break;
            case PutBack putBack:
                list.PutBack(putBack.Entry);
                break;
        }
    }

    private void Allocate(AllocHandle alloc, ActorRef caller, Cause cause, bool isRetry)
    {
        if (!DmaLimits.TryDerive(alloc.Attributes, out var limits))
        {
            Answer(caller, new DmaAllocResult(DmaAlloc.BadAttr, null));
            return;
        }

        if (options.Handles > 0 && handles >= options.Handles)
        {
            if (!isRetry)
                TurnAway(caller, alloc.Instance, alloc.Callback, alloc.Argument, alloc, cause);
            return;
        }

        handles++;
        var handle = new DmaHandle(alloc.Instance, alloc.Ordinal, limits);
        rules.HandleAllocated(caller, handle);
        Wake(isRetry, caller, alloc);
        Answer(caller, new DmaAllocResult(DmaAlloc.Success, handle));
    }

    private void BindHandle(Bind bind, ActorRef caller, Cause cause, bool isRetry)
    {
        var handle = bind.Handle;
        if (handle.IsFreed || handle.Mapping.IsInUse)
        {
            Wake(isRetry, caller, bind);
            Answer(caller, new DmaBindResult(DmaBind.InUse, default, 0));
            return;
        }

        // Memory that was given back, or is shorter than the driver says: there is nothing to map.
        if (bind.Memory.Length < bind.Length)
        {
            Wake(isRetry, caller, bind);
            Answer(caller, new DmaBindResult(DmaBind.NoMapping, default, 0));
            return;
        }

        var status = TryBind(bind);
        if (status == DmaBind.NoResources)
        {
            if (!isRetry)
                TurnAway(caller, handle.Instance, bind.Callback, bind.Argument, bind, cause);
            return;
        }

        Wake(isRetry, caller, bind);
        if (status is not (DmaBind.Mapped or DmaBind.PartialMap))
        {
            Answer(caller, new DmaBindResult(status, default, 0));
            return;
        }

        handle.Bound = bind.Memory;
        handle.BoundBuf = bind.Buf;
        bindings++;
        Counters.Binds++;
        if (handle.Mapping.UsesCopyBuffer)
            Counters.CopyBufferBinds++;
        rules.HandleBound(handle, status);
        CopyOut(handle);
        var window = handle.Mapping.Window;
        Answer(caller, new DmaBindResult(status, window.Cookie, window.CookieCount));
    }

    private DmaBind TryBind(Bind bind)
    {
        var handle = bind.Handle;
        if (options.Bindings > 0 && bindings >= options.Bindings)
            return DmaBind.NoResources;
        var mapping = handle.Mapping;
        mapping.Plan(FramesOf(bind.Memory), (uint)bind.Memory.Offset, bind.Length, bind.Flags, options.CopyBufferMax);
        if (mapping.CopyPagesRequired > 0 && !TakeCopyBuffer(handle))
        {
            mapping.Unbind();
            return DmaBind.NoResources;
        }

        var status = mapping.Finish(handle.CopyFrames.AsSpan(0, handle.CopyFrameCount));
        if (status is not (DmaBind.Mapped or DmaBind.PartialMap))
            copyBuffers.Return(handle);
        return status;
    }

    private bool TakeCopyBuffer(DmaHandle handle)
    {
        var mapping = handle.Mapping;
        return mapping.Limits.CopyBufferRefusal(0) == CopyBufferRefusal.None && copyBuffers.TryTake(handle, mapping.CopyPages, mapping.CopyReach);
    }

    /// <summary>The page frame numbers of an object.</summary>
    private ReadOnlySpan<ulong> FramesOf(MemoryObject memory)
    {
        var addresses = memory.PageAddresses;
        if (frameScratch.Length < addresses.Length)
            frameScratch = new ulong[addresses.Length];
        for (var i = 0; i < addresses.Length; i++)
            frameScratch[i] = addresses[i] >> DmaPage.Shift;
        return frameScratch.AsSpan(0, addresses.Length);
    }

    /// <summary>Too little: park who may sleep, register who gave a function, turn everybody else away.</summary>
    private void TurnAway(ActorRef caller, DriverInstance instance, DmaCallback callback, object? argument, Message request, Cause cause)
    {
        Counters.NoResources++;
        if (callback == DmaCallback.Sleep)
        {
            Counters.Slept++;
            sleepers.Add(new Sleeper(caller, request, cause));
            return;
        }

        var isAlloc = request is AllocHandle;
        if (callback.IsFunction)
        {
            if (options.SplitBind)
            {
                Context.Tell(Context.Self, new Register(caller, instance, callback, argument, isAlloc));
                return;
            }

            Enter(instance, callback, argument, cause);
        }

        AnswerNoResources(caller, isAlloc);
    }

    private void Enter(DriverInstance instance, DmaCallback callback, object? argument, Cause cause)
    {
        list.Add(callback, argument, new Registrant(instance, cause));
        rules.CallbackRegistered(instance);
        Counters.Registered++;
    }

    private void AnswerNoResources(ActorRef caller, bool isAlloc)
    {
        if (isAlloc)
            Answer(caller, new DmaAllocResult(DmaAlloc.NoResources, null));
        else
            Answer(caller, new DmaBindResult(DmaBind.NoResources, default, 0));
    }

    private void UnbindHandle(DmaHandle handle)
    {
        rules.HandleUnbound(Context.Sender, handle);
        if (handle.Mapping.IsBound)
        {
            CopyIn(handle, handle.Mapping.Window.Offset, handle.Mapping.Window.Length);
            copyBuffers.Return(handle);
            handle.Mapping.Unbind();
            handle.Bound = null;
            handle.BoundBuf = null;
            bindings--;
            Counters.Unbinds++;
        }

        OnRelease();
    }

    private void Free(DmaHandle handle)
    {
        rules.HandleFreed(Context.Sender, handle);
        if (handle.IsFreed)
            return;
        if (handle.Mapping.IsBound)
        {
            copyBuffers.Return(handle);
            handle.Mapping.Unbind();
            handle.Bound = null;
            handle.BoundBuf = null;
            bindings--;
        }

        handle.IsFreed = true;
        handles--;
        OnRelease();
    }

    /// <summary>Something has been given back: the parked first, then a pass for those on the list.</summary>
    private void OnRelease()
    {
        for (var i = 0; i < sleepers.Count;)
        {
            var before = sleepers.Count;
            var sleeper = sleepers[i];
            if (sleeper.Request is Bind bind)
                BindHandle(bind, sleeper.Caller, sleeper.Cause, isRetry: true);
            else
                Allocate((AllocHandle)sleeper.Request, sleeper.Caller, sleeper.Cause, isRetry: true);
            if (sleepers.Count == before)
                i++;
        }

        if (list.Count == 0)
            return;
        Counters.PassesRequested++;
        Context.Tell(SoftCall, RunRootList);
    }

    private void Wake(bool isRetry, ActorRef caller, Message request)
    {
        if (isRetry)
            sleepers.RemoveAll(sleeper => sleeper.Caller == caller && sleeper.Request == request);
    }

    private DmaWindowResult MoveWindow(DmaHandle handle, int window)
    {
        var mapping = handle.Mapping;
        rules.HandleUsed(Context.Sender, handle, "ddi_dma_getwin");
        if (handle.IsFreed || !mapping.HasWindow(window))
            return new DmaWindowResult(DdiResult.Failure, default);
        CopyIn(handle, mapping.Window.Offset, mapping.Window.Length);
        mapping.GetWin(window, out var moved);
        Counters.WindowsMoved++;
        CopyOut(handle);
        return new DmaWindowResult(DdiResult.Success, moved);
    }

    private DdiResult Synchronize(SyncHandle sync)
    {
        rules.HandleUsed(Context.Sender, sync.Handle, "ddi_dma_sync");
        if (sync.Handle.IsFreed || !sync.Handle.Mapping.IsBound)
            return DdiResult.Success;
        if (!SyncRange.TryResolve(sync.Handle.Mapping, sync.Offset, sync.Length, sync.Type, out var range))
            return DdiResult.Failure;
        Copy(sync.Handle, range.Offset, range.Length, toDevice: sync.Type == DmaSyncType.ForDev);
        return DdiResult.Success;
    }

    /// <summary>The device is about to read the current window: object to copy buffer.</summary>
    private void CopyOut(DmaHandle handle)
    {
        var window = handle.Mapping.Window;
        if ((handle.Mapping.Flags & DmaFlags.Write) != 0)
            Copy(handle, window.Offset, window.Length, toDevice: true);
    }

    /// <summary>The device has written the current window: copy buffer to object.</summary>
    private void CopyIn(DmaHandle handle, uint offset, uint length)
    {
        if ((handle.Mapping.Flags & DmaFlags.Read) != 0)
            Copy(handle, offset, length, toDevice: false);
    }

    private void Copy(DmaHandle handle, uint offset, uint length, bool toDevice)
    {
        if (!handle.Mapping.UsesCopyBuffer)
            return;
        foreach (var piece in handle.Mapping.BouncedPiecesOf(offset, length))
        {
            // The driver gave the memory back while it was bound.
            if (piece.ObjectOffset + piece.Length > handle.Bound!.Length)
                return;
            var original = handle.Bound.AddressOf(piece.ObjectOffset);
            var copy = new PhysicalAddress(piece.CopyAddress);
            Counters.BytesCopied += piece.Length;
            if (toDevice)
                bus.ProcessorCopy(Context, original, copy, (int)piece.Length);
            else
                bus.ProcessorCopy(Context, copy, original, (int)piece.Length);
        }
    }

    private void Answer<T>(ActorRef caller, T result)
        where T : struct, IDigestible => Context.Tell(caller, new Reply<T>(result), options.CallTime);

    private sealed record Sleeper(ActorRef Caller, Message Request, Cause Cause);
}
