using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma.Dvma;

public sealed class DvmaSyncTests
{
    private const uint Page = DvmaPage.Size;
    private const uint MiB = 1u << 20;

    private static readonly PciBus Bus = new()
    {
        Memory = new AddressRange(0, 0x3FF_FFFF),
        Devices = new AddressRange(0x1FF_0000_0000, 0x1FF_FFFF_FFFF),
    };

    // Five pages less 100 bytes in windows of two pages; the middle one, from 16284 to 32668, is current.
    private static DvmaMapping InTheMiddle(DmaFlags flags, PciBus? bus = null)
    {
        DmaAttributes device = DvmaCase.Plain with { Seg = (2 * Page) - 1 };
        DvmaMapping mapping = DvmaCase.Of(device, 100, (5 * Page) - 100, flags | DmaFlags.Partial).Bound(new PciDvma(bus ?? Bus));
        Assert.True(mapping.GetWin(1, out DmaWindow window));
        Assert.Equal((16_284u, 16_384u), (window.Offset, window.Length));
        return mapping;
    }

    [Theory]
    [InlineData(16_284, 0, 16_284, 16_384)]
    [InlineData(16_284, 16_384, 16_284, 16_384)]
    [InlineData(16_284, 16_385, 16_284, 16_384)]
    [InlineData(16_283, 1, 0, 0)]
    [InlineData(16_283, 2, 16_284, 1)]
    [InlineData(32_667, 1, 32_667, 1)]
    [InlineData(32_667, 0, 32_667, 1)]
    [InlineData(32_668, 1, 0, 0)]
    [InlineData(0, 0, 16_284, 100)]
    [InlineData(0, ulong.MaxValue, 16_284, 16_384)]
    [InlineData(20_000, ulong.MaxValue, 20_000, 12_668)]
    [InlineData(ulong.MaxValue, 1, 0, 0)]
    public void PCI_flushes_of_a_streaming_mapping_what_lies_in_the_window(ulong offset, ulong length, uint from, uint bytes)
    {
        DvmaSync sync = new PciDvma(Bus).Sync(InTheMiddle(DmaFlags.Read), offset, length, DmaSyncType.ForCpu);
        Assert.Equal(new DvmaSync(DdiResult.Success, new SyncRange(from, bytes), bytes != 0), sync);
    }

    [Theory]
    [InlineData(DmaFlags.Read, DmaSyncType.ForDev, true, false)]
    [InlineData(DmaFlags.Read, DmaSyncType.ForCpu, true, true)]
    [InlineData(DmaFlags.Read, DmaSyncType.ForKernel, true, true)]
    [InlineData(DmaFlags.Read, (DmaSyncType)7, true, true)]
    [InlineData(DmaFlags.Write, DmaSyncType.ForCpu, true, false)]
    [InlineData(DmaFlags.RdWr, DmaSyncType.ForCpu, true, true)]
    [InlineData(DmaFlags.Read | DmaFlags.Consistent, DmaSyncType.ForDev, false, false)]
    [InlineData(DmaFlags.Read | DmaFlags.Consistent, DmaSyncType.ForCpu, false, true)]
    [InlineData(DmaFlags.Read | DmaFlags.Consistent, DmaSyncType.ForKernel, false, true)]
    [InlineData(DmaFlags.Read | DmaFlags.Consistent, (DmaSyncType)7, false, false)]
    [InlineData(DmaFlags.Write | DmaFlags.Consistent, DmaSyncType.ForCpu, false, false)]
    public void PCI_waits_for_what_the_device_wrote_and_never_for_the_device(DmaFlags flags, DmaSyncType type, bool flushes, bool waits)
    {
        DvmaMapping mapping = InTheMiddle(flags);
        DvmaSync sync = new PciDvma(Bus).Sync(mapping, mapping.Window.Offset, 0, type);
        Assert.Equal((DdiResult.Success, flushes, waits), (sync.Status, sync.Flush.Length != 0, sync.Wait));
    }

    [Fact]
    public void Without_a_streaming_cache_every_mapping_is_consistent()
    {
        PciBus bus = Bus with { HasStreamingCache = false };
        DvmaMapping mapping = InTheMiddle(DmaFlags.Read, bus);
        Assert.Equal(DvmaCaching.Consistent, mapping.Caching);
        Assert.Equal(new DvmaSync(DdiResult.Success, default, Wait: true), new PciDvma(bus).Sync(mapping, 0, 0, DmaSyncType.ForCpu));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(0x1FF_0000_0000 >> DvmaPage.Shift, false)]
    public void Past_the_IOMMU_a_sync_waits_for_memory_but_not_for_another_device(ulong frame, bool waits)
    {
        DmaAttributes device = DvmaCase.Plain with { AddrLo = 0, AddrHi = ulong.MaxValue, Seg = ulong.MaxValue, Flags = DmaAttributeFlags.ForcePhysical };
        DvmaCase bind = new() { Attributes = device, Frames = [frame], Offset = 0, Length = 10, Flags = DmaFlags.Read };
        PciDvma rules = new(Bus);
        Assert.Equal(new DvmaSync(DdiResult.Success, default, waits), rules.Sync(bind.Bound(rules), 0, 0, DmaSyncType.ForCpu));
    }

    [Fact]
    public void A_sync_of_nothing_fails_on_PCI_and_succeeds_on_SBus()
    {
        PciDvma pci = new(Bus);
        SBusDvma sbus = new(new SBus());
        DvmaCase bind = DvmaCase.Of(DvmaCase.Plain, 0, 1);
        Assert.Equal(DdiResult.Failure, pci.Sync(new DvmaMapping(pci, bind.Limits(pci)), 0, 0, DmaSyncType.ForCpu).Status);
        Assert.Equal(default, sbus.Sync(new DvmaMapping(sbus, bind.Limits(sbus)), 0, 0, DmaSyncType.ForCpu));
    }

    [Theory]
    [InlineData(DmaFlags.Read, 0, 0, DmaSyncType.ForCpu, true)]
    [InlineData(DmaFlags.Read, 5, 1, DmaSyncType.ForDev, true)]
    [InlineData(DmaFlags.Write, 99 * (ulong)MiB, 1, (DmaSyncType)9, true)]
    [InlineData(DmaFlags.Read | DmaFlags.Consistent, 0, 0, DmaSyncType.ForCpu, false)]
    public void SBus_flushes_all_that_is_mapped_whatever_is_asked(DmaFlags flags, ulong offset, ulong length, DmaSyncType type, bool flushes)
    {
        SBusDvma rules = new(new SBus());
        DvmaMapping mapping = DvmaCase.Of(DvmaCase.Plain, 8, (2 * MiB) + 4096, flags | DmaFlags.Partial).Bound(rules);
        Assert.True(mapping.GetWin(1, out _));
        DvmaSync expected = flushes ? new DvmaSync(DdiResult.Success, new SyncRange(MiB, MiB), Wait: true) : default;
        Assert.Equal(expected, rules.Sync(mapping, offset, length, type));
    }
}
