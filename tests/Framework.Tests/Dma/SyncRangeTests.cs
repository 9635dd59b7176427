using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma;

public sealed class SyncRangeTests
{
    // Three windows of two pages; the second page of each is out of reach.
    private static DmaMapping Bind(DmaFlags flags)
    {
        BindCase bind = new()
        {
            Attributes = BindCase.Plain with { AddrHi = 0xFF_FFFF, SgLen = 2 },
            Frames = [10, 0x2000, 20, 0x2002, 30, 0x2004],
            Offset = 0,
            Length = 6 * 4096,
            Flags = flags | DmaFlags.Partial,
        };
        DmaMapping mapping = new(bind.Limits);
        Assert.Equal(DmaBind.PartialMap, bind.Bind(mapping));
        Assert.True(mapping.GetWin(1, out _));
        return mapping;
    }

    [Theory]
    [InlineData(0, 0, true, 8192u, 8192u)]
    [InlineData(0, 100, true, 8192u, 100u)]
    [InlineData(8192, 8192, true, 8192u, 8192u)]
    [InlineData(8192, 0, true, 8192u, 8192u)]
    [InlineData(8191, 1, false, 0u, 0u)]
    [InlineData(8193, 8191, true, 8193u, 8191u)]
    [InlineData(8193, 8192, false, 0u, 0u)]
    [InlineData(8193, 0, false, 0u, 0u)]
    [InlineData(16383, 1, true, 16383u, 1u)]
    [InlineData(16385, 1, false, 0u, 0u)]
    [InlineData(ulong.MaxValue, 2, false, 0u, 0u)]
    [InlineData(9000, ulong.MaxValue, false, 0u, 0u)]
    public void A_sync_means_bytes_of_the_current_window_or_fails(ulong offset, ulong length, bool succeeds, uint from, uint bytes)
    {
        Assert.Equal(succeeds, SyncRange.TryResolve(Bind(DmaFlags.RdWr), offset, length, DmaSyncType.ForDev, out SyncRange range));
        Assert.Equal(new SyncRange(from, bytes), range);
    }

    [Theory]
    [InlineData(DmaFlags.Write, DmaSyncType.ForDev, true)]
    [InlineData(DmaFlags.Write, DmaSyncType.ForCpu, false)]
    [InlineData(DmaFlags.Write, DmaSyncType.ForKernel, false)]
    [InlineData(DmaFlags.Read, DmaSyncType.ForDev, false)]
    [InlineData(DmaFlags.Read, DmaSyncType.ForCpu, true)]
    [InlineData(DmaFlags.Read, DmaSyncType.ForKernel, true)]
    [InlineData(DmaFlags.RdWr, (DmaSyncType)3, false)]
    public void A_sync_in_a_direction_that_was_not_bound_fails(DmaFlags flags, DmaSyncType type, bool succeeds) =>
        Assert.Equal(succeeds, SyncRange.TryResolve(Bind(flags), 0, 0, type, out _));

    [Fact]
    public void Without_a_copy_there_is_nothing_to_sync()
    {
        BindCase bind = new() { Attributes = BindCase.Plain, Frames = [10], Offset = 0, Length = 4096, Flags = DmaFlags.Read };
        DmaMapping mapping = new(bind.Limits);
        bind.Bind(mapping);

        Assert.False(SyncRange.HasWork(mapping));
        Assert.True(SyncRange.HasWork(Bind(DmaFlags.RdWr)));
    }
}
