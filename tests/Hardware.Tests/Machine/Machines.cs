namespace DmaActors.Hardware.Tests.Machine;

/// <summary>What stands between processor, device and memory on machines that are no PC.</summary>
internal static class Machines
{
    /// <summary>The first DVMA address of <see cref="Sparc"/>.</summary>
    public const ulong Dvma = 0xC000_0000;

    /// <summary>An IOMMU of 16 pages of 8 KiB, with a streaming cache.</summary>
    public static SystemBus Sparc(PhysicalMemory memory, BusTiming timing)
    {
        var space = new DvmaSpace { Base = new BusAddress(Dvma), Pages = 16 };
        return new SystemBus(memory, timing, iommu: new IommuUnit(space, new StreamingCache(memory, space.PageSize)));
    }

    /// <summary>A processor's cache that nobody snoops.</summary>
    public static SystemBus Noncoherent(PhysicalMemory memory, BusTiming timing) => new(memory, timing, new CpuCache(memory, CacheGeometry.Default));

    /// <summary>Maps pages of DVMA space, from its first one on, to these frames.</summary>
    public static void MapPages(this SystemBus bus, IommuAttributes attributes, params ulong[] frames)
    {
        for (var i = 0; i < frames.Length; i++)
            bus.Iommu!.Map(new BusAddress(Dvma + ((ulong)i * 8192)), new PhysicalAddress(frames[i]), attributes);
    }
}
