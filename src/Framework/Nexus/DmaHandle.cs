using DmaActors.Framework.Dma;
using DmaActors.Framework.Memory;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework;

/// <summary>ddi_dma_handle_t: opaque to the driver, who keeps it and passes it on.</summary>
public sealed class DmaHandle : IDigestible
{
    private readonly ulong nameDigest;

    // What had failed of the device's accesses when the handle was bound: what fails later is a fault of the binding.
    private long failedBefore;

    internal DmaHandle(DriverInstance instance, int ordinal, IDmaMapping mapping, DmaAttributes attributes)
    {
        Instance = instance;
        Name = $"{instance.Name}/dma#{ordinal}";
        nameDigest = TraceDigest.OfName(Name);
        Mapping = mapping;
        Attributes = attributes;
    }

    /// <summary>Owner and ordinal, for example <c>disk0/dma#1</c>.</summary>
    public string Name { get; }

    internal ulong NameDigest => nameDigest;

    internal DriverInstance Instance { get; }

    internal IDmaMapping Mapping { get; }

    /// <summary>The neighbours among the handles that are allocated.</summary>
    internal DmaHandle? Older { get; set; }

    internal DmaHandle? Younger { get; set; }

    /// <summary>What memory for DMA is allocated by.</summary>
    internal DmaAttributes Attributes { get; }

    internal bool IsFreed { get; set; }

    /// <summary>A bind of it sleeps: another one is INUSE, because a thread is inside.</summary>
    internal bool IsParked { get; set; }

    /// <summary>The object that is bound.</summary>
    internal MemoryObject? Bound { get; set; }

    /// <summary>The buf whose memory that is; null when it is kernel memory.</summary>
    internal Buf? BoundBuf { get; set; }

    /// <summary>The kernel memory that is bound, also as that of a buf; null when it is none of the driver's.</summary>
    internal KernelMemory? BoundMemory { get; set; }

    /// <summary>The user's memory that is bound; null when it is the kernel's.</summary>
    internal UserRange? BoundUser { get; set; }

    /// <summary>The context that allocated it, for findings: without the name of the instance, when it is one of the instance's own.</summary>
    internal string AllocatedBy { get; set; } = "";

    /// <summary>The context that freed it.</summary>
    internal string? FreedBy { get; set; }

    /// <summary>Binds and moves of its window that were answered so far: see <see cref="Rules.ResultMark"/>.</summary>
    internal int Calls { get; set; }

    /// <summary>The latest of those at whose result the driver has looked.</summary>
    internal int ExaminedCall { get; set; }

    /// <summary>The latest of those of which a rule has said that the driver did not.</summary>
    internal int ReportedCall { get; set; }

    /// <summary>The pages of the copy buffer that the binding holds, as frame numbers; the first <see cref="DmaMapping.CopyPages"/> count.</summary>
    internal ulong[] CopyFrames { get; set; } = [];

    internal int CopyFrameCount { get; set; }

    /// <summary>
    /// The fault flag: an access of the instance's device has failed while the handle was bound. Which binding it was meant for nobody can say, so it is a fault of all
    /// that the instance holds and that were allocated with <see cref="DmaAttributeFlags.FlagErr"/>. An unbind clears it.
    /// </summary>
    internal bool IsFaulty =>
        Mapping.IsBound && (Attributes.Flags & DmaAttributeFlags.FlagErr) != DmaAttributeFlags.None && Instance.Slot.Path.FailedAccesses > failedBefore;

    /// <summary>A binding begins without a fault.</summary>
    internal void ClearFault() => failedBefore = Instance.Slot.Path.FailedAccesses;

    public void Digest(ref TraceDigest digest) => digest.Add(nameDigest);

    /// <summary>Of its name: known already, where the hash of an object would have to be made. Each is equal to itself only.</summary>
    public override int GetHashCode() => unchecked((int)nameDigest);

    public override string ToString() => Name;
}
