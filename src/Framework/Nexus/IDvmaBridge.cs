namespace DmaActors.Framework.Nexus;

/// <summary>What a nexus of sun4u programs: the IOMMU, and the streaming cache behind it. All addresses are starts of pages of 8 KiB unless said otherwise.</summary>
internal interface IDvmaBridge
{
    /// <summary>From now on a page of DVMA shows a page of memory.</summary>
    /// <param name="dvma">Address for the device.</param>
    /// <param name="physical">Address of the memory.</param>
    /// <param name="writable">Whether the device may write; it may always read.</param>
    /// <param name="streaming">Whether its accesses pass the streaming cache.</param>
    void Map(ulong dvma, ulong physical, bool writable, bool streaming);

    /// <summary>From now on a page of DVMA shows nothing: a device that uses it gets a bus error.</summary>
    void Unmap(ulong dvma);

    /// <summary>All lines of some bytes begin to leave the streaming cache: to memory if the device wrote them, else they are forgotten.</summary>
    /// <param name="dvma">Address of the first byte, anywhere in a page.</param>
    /// <param name="length">Bytes, not 0.</param>
    void Flush(ulong dvma, uint length);

    /// <summary>What a flush sent on its way, and what the device has written past the streaming cache so far, is in memory when this returns.</summary>
    /// <param name="who">In whose turn.</param>
    /// <param name="instance">The driver of the device.</param>
    void Drain(ActorContext who, DriverInstance instance);
}
