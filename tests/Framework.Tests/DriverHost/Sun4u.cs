using DmaActors.Framework.Dma;
using DmaActors.Framework.Nexus;
using DmaActors.Hardware.Bus;
using DmaActors.Hardware.Caches;
using DmaActors.Hardware.Iommu;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework.Tests.DriverHost;

/// <summary>What makes a bench a machine of sun4u: a few pages of DVMA behind a PCI bridge with a streaming cache, or behind an SBus.</summary>
internal sealed class Sun4u(int pages, bool sbus = false, uint burstSizes64 = 0)
{
    public const ulong DvmaBase = 0xFC00_0000;

    public IommuUnit Iommu { get; private set; } = null!;

    public IommuUnit Connect(PhysicalMemory memory)
    {
        var space = new DvmaSpace { Base = new BusAddress(DvmaBase), Pages = pages };
        return Iommu = new IommuUnit(space, new StreamingCache(memory, PageSize.EightKiB));
    }

    public IBusOps Ops(NexusOptions options, SystemBus bus)
    {
        var dvma = new AddressRange(DvmaBase, DvmaBase + ((ulong)pages << DvmaPage.Shift) - 1);
        IDvmaRules rules = sbus
            ? new SBusDvma(new SBus { Dvma = dvma, BurstSizes64 = burstSizes64 })
            : new PciDvma(new PciBus { Dvma = dvma, Memory = new AddressRange(0, (64UL << 20) - 1) });
        return new DvmaBusOps(options, rules, new DvmaAllocator(dvma, fastSlots: 0), new IommuBridge(Iommu, bus.Memory, instance => instance.Slot.Path));
    }
}
