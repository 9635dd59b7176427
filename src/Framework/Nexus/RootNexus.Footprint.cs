using DmaActors.Framework.Callbacks;

namespace DmaActors.Framework.Nexus;

// What requests have to do with one another.
internal sealed partial class RootNexus
{
    /// <summary>What bindings take, and who sleeps for it. The lists of those who want to be called say themselves when they are touched.</summary>
    private static readonly ulong Pool = TraceDigest.OfName("bindings");

    /// <summary>Memory for DMA and its access handles.</summary>
    private static readonly ulong Memory = TraceDigest.OfName("memory for DMA");

    protected override void DeclareFootprint(Message message, Footprint footprint)
    {
        switch (message)
        {
            case AllocHandle alloc when options.Handles == 0:
                // There is room for everybody: the handle is all that there is to it.
                footprint.Writes(Context.Self, TraceDigest.Join(TraceDigest.OfName(alloc.Instance.Name), (ulong)alloc.Ordinal));
                break;
            case AllocHandle:
                footprint.Writes(Context.Self, Pool);
                break;
            case Bind bind:
                Bindings(bind.Handle, footprint);
                break;
            case Unbind unbind:
                Bindings(unbind.Handle, footprint);
                break;
            case FreeHandle free when options.Handles == 0 && !free.Handle.Mapping.IsBound && parked.Count == 0:
                // It gives back nothing for which anybody sleeps.
                footprint.Writes(Context.Self, free.Handle.NameDigest);
                break;
            case FreeHandle free:
                Bindings(free.Handle, footprint);
                break;
            case GetWindow getWindow when bus is PhysicalBusOps:
                footprint.Writes(Context.Self, getWindow.Handle.NameDigest);
                break;
            case SyncHandle sync when bus is PhysicalBusOps:
                footprint.Writes(Context.Self, sync.Handle.NameDigest);
                break;
            case SetSBus64 set:
                footprint.Writes(Context.Self, set.Handle.NameDigest);
                break;
            case AllocMemory or FreeMemory:
                // A release looks after everybody who sleeps, for whatever.
                footprint.Writes(Context.Self, Memory);
                footprint.Writes(Context.Self, Pool);
                break;
            case TakeEntry or PutBack:
                footprint.Reads(Context.Self);
                break;
            default:
                footprint.Writes(Context.Self);
                break;
        }
    }

    private void Bindings(DmaHandle handle, Footprint footprint)
    {
        footprint.Writes(Context.Self, Pool);
        footprint.Writes(Context.Self, handle.NameDigest);
    }
}
