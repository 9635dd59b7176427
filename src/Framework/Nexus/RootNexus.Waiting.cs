using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Nexus;

/// <summary>Who found too little, and what a release does for them.</summary>
internal sealed partial class RootNexus
{
    /// <summary>
    /// Too little: park who may sleep, register who gave a function, turn everybody else away. Memory for which there never can be any is refused to a sleeper at once,
    /// and a function is registered for it all the same.
    /// </summary>
    private void TurnAway(Message request, IResourceRequest who, ListId list)
    {
        Counters.NoResources++;
        if (who.Callback == DmaCallback.Sleep && !(request is AllocMemory alloc && memory.WhyNever(alloc) is not null))
        {
            Park(request);
            return;
        }

        if (who.Callback.IsFunction)
        {
            if (options.SplitBind)
            {
                Context.Tell(Context.Self, new Register(Context.Sender, list, request));
                return;
            }

            lists.Add(Context, list, Context.Sender, who);
        }

        Refuse(Context.Sender, request);
    }

    private void Park(Message request)
    {
        Counters.Slept++;
        parked.Add(new ParkedRequest(Context.Sender, request, request is Bind refused ? bus.WhyNever(refused) : null));
        if (request is Bind bind)
            bind.Handle.IsParked = true;
    }

    private void Refuse(ActorRef caller, Message request)
    {
        switch (request)
        {
            case AllocHandle:
                Answer(caller, new DmaAllocResult(DmaAlloc.NoResources, null));
                break;
            case Bind bind:
                AnswerUnbound(caller, bind, DmaBind.NoResources);
                break;
            case AllocMemory alloc:
                Answer(caller, new DmaMemResult(DdiResult.Failure, null, DmaMemoryPool.RealLengthOfRefused(alloc), null));
                break;
        }
    }

    /// <summary>Something has been given back: each of the parked is tried once, in order; then a pass for those on the lists that wait for it.</summary>
    private void OnRelease(DriverInstance releaser, params ReadOnlySpan<ListId> released)
    {
        parked.RemoveAll(tryServe);
        foreach (var list in released)
            lists.OnRelease(Context, list, releaser);
    }

    /// <summary>Who waits for a handle is called, too, whichever list that is.</summary>
    private void OnUnbind(DriverInstance releaser)
    {
        if (bus.HandleList == ListId.RootNexus)
            OnRelease(releaser, ListId.RootNexus);
        else
            OnRelease(releaser, ListId.RootNexus, bus.HandleList);
    }

    private bool TryServe(ParkedRequest request)
    {
        if (request.Request is AllocMemory memoryRequest)
            return TryAllocate(memoryRequest, request.Caller) is null;
        if (request.Request is not Bind bind)
            return TryAllocate((AllocHandle)request.Request, request.Caller);
        bind.Handle.IsParked = false;
        if (TryBind(bind, request.Caller))
            return true;
        bind.Handle.IsParked = true;
        return false;
    }
}
