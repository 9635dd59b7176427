using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma.Dvma;

public sealed class FastTrackTests
{
    private const ulong Page = DvmaPage.Size;
    private const ulong Slot = 8 * Page;
    private const ulong Base = 0xC000_0000;
    private const ulong End = Base + (4 * Slot);

    [Fact]
    public void Slots_are_given_in_turn_and_a_free_one_waits_until_the_others_were_given()
    {
        FastTrack fast = new(Base, slots: 3);
        Assert.Equal(Base, Take(fast));
        fast.Free(Base);
        Assert.Equal(Base + Slot, Take(fast));
        Assert.Equal(Base + (2 * Slot), Take(fast));
        Assert.Equal(Base, Take(fast));
        Assert.False(fast.TryTake(out _));
        fast.Free(Base + Slot);
        Assert.Equal(Base + Slot, Take(fast));
        Assert.Equal(3, fast.InUse);
    }

    [Theory]
    [InlineData(8, Base, End, 1, ulong.MaxValue, true)]
    [InlineData(9, Base, End, 1, ulong.MaxValue, false)]
    [InlineData(1, Base + 1, End, 1, ulong.MaxValue, false)]
    [InlineData(1, Base, End - 1, 1, ulong.MaxValue, false)]
    [InlineData(1, Base, End, 8 * Page, ulong.MaxValue, true)]
    [InlineData(1, Base, End, 16 * Page, ulong.MaxValue, false)]
    [InlineData(1, Base, End, 3, ulong.MaxValue, false)]
    [InlineData(1, Base, End, 1, (8 * Page) - 1, true)]
    [InlineData(1, Base, End, 1, (4 * Page) - 1, false)]
    [InlineData(1, Base, End, 1, (12 * Page) - 1, false)]
    [InlineData(1, Base, End, 0, (16 * Page) - 1, true)]
    public void A_bind_is_admitted_if_any_slot_would_do(int pages, ulong lowest, ulong end, ulong align, ulong seg, bool admitted) =>
        Assert.Equal(admitted, new FastTrack(Base, slots: 4).Admits(new DvmaRequest(pages, new AddressRange(lowest, end - 1), align, seg)));

    [Fact]
    public void Without_slots_nothing_is_admitted() =>
        Assert.False(new FastTrack(Base, slots: 0).Admits(new DvmaRequest(1, new AddressRange(0, ulong.MaxValue), 1, ulong.MaxValue)));

    [Theory]
    [InlineData(Base)]
    [InlineData(Base + Page)]
    [InlineData(Base - Slot)]
    [InlineData(End)]
    public void Freeing_what_is_not_in_use_is_a_fault(ulong address) =>
        Assert.Throws<InvalidOperationException>(() => new FastTrack(Base, slots: 4).Free(address));

    [Fact]
    public void A_bind_that_finds_no_slot_goes_to_the_arena_and_each_is_freed_where_it_came_from()
    {
        DvmaAllocator dvma = new(new AddressRange(Base, End + (4 * Page) - 1), fastSlots: 4);
        DvmaRequest request = new(1, new AddressRange(0, ulong.MaxValue), 1, ulong.MaxValue);
        ulong[] addresses = [.. Enumerable.Range(0, 5).Select(_ => dvma.TryAllocate(request, out ulong address) ? address : 0)];
        Assert.Equal([Base, Base + Slot, Base + (2 * Slot), Base + (3 * Slot), End], addresses);
        Assert.Equal((33, 4), (dvma.PagesInUse, dvma.FastSlotsInUse));
        foreach (ulong address in addresses)
            dvma.Free(request, address);
        Assert.Equal((0, 0), (dvma.PagesInUse, dvma.FastSlotsInUse));
        dvma.AssertInvariants();
    }

    [Fact]
    public void An_allocator_without_a_page_behind_the_fast_track_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DvmaAllocator(new AddressRange(Base, End - 1), fastSlots: 4));

    private static ulong Take(FastTrack fast)
    {
        Assert.True(fast.TryTake(out ulong address));
        return address;
    }
}
