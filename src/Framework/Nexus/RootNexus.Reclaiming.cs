using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Recovery;

namespace DmaActors.Framework.Nexus;

/// <summary>What becomes of the resources of an instance that was stopped.</summary>
internal sealed partial class RootNexus
{
    private static readonly ListId[] OwnLists = [ListId.RootNexus, ListId.Handles, ListId.DmaMemory, ListId.AccessHandles];

    private readonly HashSet<DriverInstance> stopped = [];

    /// <summary>Whether a message is of an instance that has stopped: it was under way, and there is nobody to whom it could be of use.</summary>
    private bool ComesTooLate(Message message) => stopped.Count > 0 && RequesterOf(message) is { } instance && stopped.Contains(instance);

    private static DriverInstance? RequesterOf(Message message) => message switch
    {
        IResourceRequest request => request.Instance,
        Register register => ((IResourceRequest)register.Request).Instance,
        Unbind unbind => unbind.Handle.Instance,
        FreeHandle free => free.Handle.Instance,
        FreeMemory free => free.Instance,
        GetWindow getWindow => getWindow.Handle.Instance,
        SyncHandle sync => sync.Handle.Instance,
        SetSBus64 set => set.Handle.Instance,
        PutBack putBack => (DriverInstance?)putBack.Entry.Cause,
        _ => null,
    };

    /// <summary>Its handles are freed, what is bound being dropped without a sync; its memory for DMA is freed; it neither sleeps nor waits any more. Then others are served.</summary>
    private void Reclaim(DriverInstance instance)
    {
        stopped.Add(instance);
        parked.RemoveAll(request => RequesterOf(request.Request) == instance);
        lists.RemoveAllOf(instance);
        var held = instance.Held!;
        foreach (var handle in held.Handles)
        {
            if (handle.Mapping.IsBound)
                Release(handle);
            handle.IsFreed = true;
            handles.Remove(handle);
        }

        foreach (var piece in held.DmaMemory)
        {
            piece.IsFreed = true;
            memory.Free(piece);
        }

        held.Handles.Clear();
        held.DmaMemory.Clear();
        OnRelease(instance, OwnLists);
    }
}
