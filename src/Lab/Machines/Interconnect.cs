using DmaActors.Framework;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Nexus;
using DmaActors.Hardware.Bus;
using DmaActors.Hardware.Caches;
using DmaActors.Hardware.Iommu;
using DmaActors.Hardware.Memory;
using DmaActors.Lab.Scenarios;
using DmaActors.Simulation.Hosting;

namespace DmaActors.Lab.Machines;

/// <summary>What the platform of a scenario puts between processor, devices and memory, and the bus operations of the nexus that programs it.</summary>
internal sealed class Interconnect
{
    private readonly Scenario scenario;

    public Interconnect(Scenario scenario, BusTiming timing, Gate gate)
    {
        this.scenario = scenario;
        PageSize = PageSize.Of((int)scenario.Machine.PageBytes);
        var memory = new PhysicalMemory((ulong)scenario.Memory.SizeBytes, gate);
        Bus = scenario.Machine.HasIommu
            ? new SystemBus(memory, timing, iommu: Iommu(memory), gate: gate)
            : new SystemBus(memory, timing, CpuCache(memory, gate), gate: gate);
    }

    public PageSize PageSize { get; }

    public SystemBus Bus { get; }

    /// <summary>Bus operations with nothing in use.</summary>
    public IBusOps MakeOps(NexusOptions options, FrameAllocator frames)
    {
        if (Bus.Iommu is not { } iommu)
            return new PhysicalBusOps(options, Bus, frames);
        var section = scenario.Iommu;
        var dvma = new AddressRange((ulong)section.BaseAddress, (ulong)(section.BaseAddress + section.SizeBytes - 1));
        var space = new DvmaAllocator(dvma, section.Slots);
        return new DvmaBusOps(options, RulesOf(section, dvma), space, new IommuBridge(iommu, Bus.Memory, instance => instance.Slot.Path));
    }

    private IDvmaRules RulesOf(IommuSection section, AddressRange dvma) => section.Bus == DvmaBus.Sbus
        ? new SBusDvma(new SBus
        {
            Dvma = dvma,
            BurstSizes = (uint)section.BurstSizes,
            BurstSizes64 = (uint)section.BurstSizes64,
            HasStreamingCache = HasStreamingCache,
        })
        : new PciDvma(new PciBus
        {
            Dvma = dvma,
            Memory = new AddressRange(0, (ulong)scenario.Memory.SizeBytes - 1),
            CanBypass = section.Bypass,
            HasStreamingCache = HasStreamingCache,
        });

    private bool HasStreamingCache => scenario.Caches.Streaming.Lines > 0;

    private CpuCache? CpuCache(PhysicalMemory memory, Gate gate)
    {
        var section = scenario.Caches.Cpu;
        return section.Lines == 0 ? null : new CpuCache(memory, new CacheGeometry((int)section.LineBytes, section.Lines, section.Ways), gate);
    }

    private IommuUnit Iommu(PhysicalMemory memory)
    {
        var section = scenario.Iommu;
        var space = new DvmaSpace
        {
            Base = new BusAddress((ulong)section.BaseAddress),
            Pages = (int)(section.SizeBytes >> PageSize.Shift),
            PageSize = PageSize,
        };
        var hasBypass = section is { Bus: DvmaBus.Pci, Bypass: true };
        return new IommuUnit(
            hasBypass ? space : space with { BypassBytes = 0 },
            HasStreamingCache ? new StreamingCache(memory, PageSize, scenario.Caches.Streaming.Lines) : null) { Memory = memory };
    }
}
