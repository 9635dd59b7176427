using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Rules;
using DmaActors.Hardware.Bus;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework.Nexus;

/// <summary>
/// The resource allocator: handles, room for bindings, what the platform's <see cref="IBusOps"/> map with, and the callback list. Whoever finds too little is
/// registered, parked (SLEEP) or turned away; a release serves the parked first and asks for a pass over the list if it is not empty.
/// </summary>
internal sealed class RootNexus : Actor
{
    private static readonly RunList RunRootList = new(ListId.RootNexus);

    private readonly NexusOptions options;
    private readonly RuleBook rules;
    private readonly CallbackList list = new();
    private readonly List<ParkedRequest> parked = [];
    private readonly IBusOps bus;
    private readonly Predicate<ParkedRequest> tryServe;
    private int handles;

    /// <summary>The nexus of a platform with physical addresses and a copy buffer.</summary>
    public RootNexus(NexusOptions options, SystemBus bus, FrameAllocator frames, RuleBook rules)
        : this(options, new PhysicalBusOps(options, bus, frames), rules)
    {
    }

    /// <summary>The nexus of any platform.</summary>
    public RootNexus(NexusOptions options, IBusOps bus, RuleBook rules)
    {
        this.options = options;
        this.bus = bus;
        this.rules = rules;
        tryServe = TryServe;
    }

    public ActorRef SoftCall { get; set; }

    /// <summary>What has been counted, for reports.</summary>
    public NexusCounters Counters => bus.Counters;

    /// <summary>Callbacks that wait on the list, with their multiplicity.</summary>
    public long Owed => list.Owed;

    /// <summary>Contexts that sleep for resources, in the order of their requests.</summary>
    public IReadOnlyList<ParkedRequest> Sleeping => parked;

    /// <summary>Pages of copy buffer, or of DVMA, that the bindings hold.</summary>
    public int PagesInUse => bus.PagesInUse;

    protected override bool IsFramework => true;

    /// <summary>Checks that the books balance.</summary>
    /// <exception cref="InvalidOperationException">They do not: a fault of ours.</exception>
    public void AssertInvariants()
    {
        list.AssertInvariants();
        bus.AssertInvariants();
        if (bus.Bound != Counters.Binds - Counters.Unbinds || bus.Bound < 0 || bus.Bound > handles)
            throw new InvalidOperationException($"{bus.Bound} bindings of {handles} handles after {Counters.Binds} binds and {Counters.Unbinds} unbinds.");
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
        switch (message)
        {
            case AllocHandle alloc:
                if (!TryAllocate(alloc, Context.Sender))
                    TurnAway(alloc, alloc.Instance, alloc.Callback, alloc.Argument);
                break;
            case Bind bind:
                if (!TryBind(bind, Context.Sender))
                    TurnAway(bind, bind.Handle.Instance, bind.Callback, bind.Argument);
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
                Enlist(register.Instance, register.Callback, register.Argument);
                AnswerNoResources(register.Caller, register.IsAlloc);
                break;
            case TakeEntry take:
                if (list.TryTake(out var entry, out var owed))
                    Context.Tell(Context.Sender, new EntryTaken(take.Lane, entry, owed), ((DriverInstance)entry.Cause!).ListCause);
                else
                    Context.Tell(Context.Sender, new ListEmpty(take.Lane));
                break;
            case PutBack putBack:
                list.PutBack(putBack.Entry);
                break;
        }
    }

    private bool HasRoomForHandle => options.Handles == 0 || handles < options.Handles;

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
        handles++;
        var handle = new DmaHandle(alloc.Instance, alloc.Ordinal, mapping);
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
            Answer(caller, new DmaBindResult(DmaBind.InUse, default, 0));
            return true;
        }

        // Memory that was given back, or is shorter than the driver says: there is nothing to map.
        if (bind.Memory.Length < bind.Length)
        {
            Answer(caller, new DmaBindResult(DmaBind.NoMapping, default, 0));
            return true;
        }

        var status = bus.Map(bind);
        if (status == DmaBind.NoResources)
            return false;
        if (!handle.Mapping.IsBound)
        {
            Answer(caller, new DmaBindResult(status, default, 0));
            return true;
        }

        handle.BoundBuf = bind.Buf;
        Counters.Binds++;
        rules.HandleBound(handle, status);
        if (bind.KernelMemory is { } memory)
            rules.MemoryBound(handle, memory);
        bus.EnterWindow(Context, handle);
        var window = handle.Mapping.Window;
        Answer(caller, new DmaBindResult(status, window.Cookie, window.CookieCount));
        return true;
    }

    /// <summary>Too little: park who may sleep, register who gave a function, turn everybody else away.</summary>
    private void TurnAway(Message request, DriverInstance instance, DmaCallback callback, object? argument)
    {
        Counters.NoResources++;
        if (callback == DmaCallback.Sleep)
        {
            Park(request);
            return;
        }

        var isAlloc = request is AllocHandle;
        if (callback.IsFunction)
        {
            if (options.SplitBind)
            {
                Context.Tell(Context.Self, new Register(Context.Sender, instance, callback, argument, isAlloc));
                return;
            }

            Enlist(instance, callback, argument);
        }

        AnswerNoResources(Context.Sender, isAlloc);
    }

    private void Park(Message request)
    {
        Counters.Slept++;
        parked.Add(new ParkedRequest(Context.Sender, request, request is Bind refused ? bus.WhyNever(refused) : null));
        if (request is Bind bind)
            bind.Handle.IsParked = true;
    }

    private void Enlist(DriverInstance instance, DmaCallback callback, object? argument)
    {
        instance.ListCause = instance.ListCause.And(Context.Cause);
        list.Add(callback, argument, instance);
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

        OnRelease(handle.Instance);
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
        handles--;
        OnRelease(handle.Instance);
    }

    private void Release(DmaHandle handle)
    {
        bus.Unmap(handle);
        handle.BoundBuf = null;
        Counters.Unbinds++;
    }

    /// <summary>Something has been given back: each of the parked is tried once, in order; then a pass for those on the list.</summary>
    private void OnRelease(DriverInstance releaser)
    {
        parked.RemoveAll(tryServe);
        if (list.Count == 0)
            return;
        releaser.ListCause = releaser.ListCause.And(Context.Cause);
        Counters.PassesRequested++;
        Context.Tell(SoftCall, RunRootList);
    }

    private bool TryServe(ParkedRequest request)
    {
        if (request.Request is not Bind bind)
            return TryAllocate((AllocHandle)request.Request, request.Caller);
        bind.Handle.IsParked = false;
        if (TryBind(bind, request.Caller))
            return true;
        bind.Handle.IsParked = true;
        return false;
    }

    private DmaWindowResult MoveWindow(DmaHandle handle, int window)
    {
        var mapping = handle.Mapping;
        rules.HandleUsed(Context.Sender, handle, "ddi_dma_getwin");
        if (handle.IsFreed || !mapping.HasWindow(window))
            return new DmaWindowResult(DdiResult.Failure, default);
        bus.LeaveWindow(Context, handle);
        mapping.GetWin(window, out var moved);
        Counters.WindowsMoved++;
        bus.EnterWindow(Context, handle);
        return new DmaWindowResult(DdiResult.Success, moved);
    }

    private DdiResult Synchronize(SyncHandle sync)
    {
        rules.HandleUsed(Context.Sender, sync.Handle, "ddi_dma_sync");
        return bus.Sync(Context, sync);
    }

    private void Answer<T>(ActorRef caller, T result)
        where T : struct, IDigestible => Context.Tell(caller, new Reply<T>(result), options.CallTime);
}
