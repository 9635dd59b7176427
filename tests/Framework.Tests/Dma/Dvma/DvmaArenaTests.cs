using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma.Dvma;

public sealed class DvmaArenaTests
{
    private const ulong Page = DvmaPage.Size;
    private const ulong Base = 64 * Page;

    [Fact]
    public void Pages_are_given_from_the_lowest_address_on_and_come_back_joined()
    {
        DvmaArena arena = Arena(pages: 6);
        DvmaRequest two = Plain(2);
        Assert.Equal([Base, Base + (2 * Page), Base + (4 * Page)], [Take(arena, two), Take(arena, two), Take(arena, two)]);
        Assert.False(arena.TryAllocate(two, out _));

        arena.Free(two, Base);
        arena.Free(two, Base + (4 * Page));
        Assert.Equal(2, arena.LargestFree);
        arena.Free(two, Base + (2 * Page));
        Assert.Equal(6, arena.LargestFree);
        Assert.Equal(0, arena.InUse);
        arena.AssertInvariants();
    }

    [Fact]
    public void Enough_free_pages_that_do_not_touch_each_other_are_not_enough()
    {
        DvmaArena arena = Arena(pages: 6);
        DvmaRequest two = Plain(2);
        ulong first = Take(arena, two);
        Take(arena, two);
        ulong third = Take(arena, two);
        arena.Free(two, first);
        arena.Free(two, third);

        Assert.Equal(2, arena.InUse);
        Assert.False(arena.TryAllocate(Plain(3), out _));
        Assert.True(arena.TryAllocate(Plain(2), out _));
    }

    // The arena starts at page 64, 16 pages long. Each row has a limit that just fits, or its neighbour that does not.
    [Theory]
    [InlineData(1, 4 * Page, 64 * Page, 80 * Page, ulong.MaxValue, 64 * Page)]
    [InlineData(1, 128 * Page, 64 * Page, 80 * Page, ulong.MaxValue, 0)]
    [InlineData(1, 1, (65 * Page) - 1, 80 * Page, ulong.MaxValue, 65 * Page)]
    [InlineData(1, 1, 65 * Page, 80 * Page, ulong.MaxValue, 65 * Page)]
    [InlineData(1, 1, (65 * Page) + 1, 80 * Page, ulong.MaxValue, 66 * Page)]
    [InlineData(1, 1, 79 * Page, 80 * Page, ulong.MaxValue, 79 * Page)]
    [InlineData(1, 1, 79 * Page, (80 * Page) - 1, ulong.MaxValue, 0)]
    [InlineData(4, 1, 65 * Page, 80 * Page, (4 * Page) - 1, 68 * Page)]
    [InlineData(5, 1, 64 * Page, 80 * Page, (4 * Page) - 1, 0)]
    [InlineData(3, 1, 66 * Page, 80 * Page, (4 * Page) - 1, 68 * Page)]
    [InlineData(2, 1, 66 * Page, 80 * Page, (4 * Page) - 1, 66 * Page)]
    [InlineData(16, 1, 64 * Page, 80 * Page, ulong.MaxValue, 64 * Page)]
    [InlineData(17, 1, 0, 90 * Page, ulong.MaxValue, 0)]
    [InlineData(2, 3 * Page, 64 * Page, 80 * Page, (4 * Page) - 1, 66 * Page)]
    [InlineData(1, 12_288, 65 * Page, 80 * Page, ulong.MaxValue, 66 * Page)]
    public void The_lowest_place_that_keeps_every_limit_is_given(int pages, ulong align, ulong lowest, ulong end, ulong seg, ulong expected)
    {
        DvmaArena arena = Arena(pages: 16);
        DvmaRequest request = new(pages, new AddressRange(lowest, end - 1), align, seg);
        Assert.Equal(expected != 0, arena.CouldEver(request));
        Assert.Equal(expected != 0, arena.TryAllocate(request, out ulong address));
        Assert.Equal(expected, address);
    }

    [Fact]
    public void A_single_page_comes_from_the_cache_the_last_one_first()
    {
        DvmaArena arena = Arena(pages: 4);
        DvmaRequest one = Plain(1);
        ulong first = Take(arena, one), second = Take(arena, one);
        arena.Free(one, first);
        arena.Free(one, second);
        Assert.Equal(second, Take(arena, one));
        Assert.Equal(first, Take(arena, one));
    }

    [Fact]
    public void A_request_that_finds_no_room_empties_the_cache_first()
    {
        DvmaArena arena = Arena(pages: 4);
        DvmaRequest one = Plain(1);
        arena.Free(one, Take(arena, one));
        Assert.Equal(3, arena.LargestFree);
        Assert.Equal(Base, Take(arena, Plain(4)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Freeing_what_is_not_in_use_is_a_fault(int pages)
    {
        DvmaArena arena = Arena(pages: 8);
        DvmaRequest request = Plain(pages);
        ulong address = Take(arena, request);
        arena.Free(request, address);
        Assert.Throws<InvalidOperationException>(() => arena.Free(request, address));
        Assert.Throws<InvalidOperationException>(() => arena.Free(request, Base - Page));
        Assert.Throws<InvalidOperationException>(() => arena.Free(request, Base + (8 * Page)));
        arena.AssertInvariants();
    }

    [Fact]
    public void Half_a_page_is_no_arena()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DvmaArena(new AddressRange(Page / 2, (2 * Page) - 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DvmaArena(new AddressRange(Page, Page + (Page / 2))));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DvmaArena(new AddressRange(Page, Page - 1)));
    }

    [Fact]
    public void It_agrees_with_a_bitmap_over_100_000_random_requests()
    {
        int refused = 0, fragmented = 0, taken = 0;
        for (int k = 0; k < 2_000; k++)
        {
            Dice dice = new((ulong)k);
            AddressRange range = PagesFrom(dice.Between(0, 20), dice.Between(1, 90));
            DvmaArena arena = new(range);
            NaiveArena naive = new(range);
            List<(DvmaRequest Request, ulong Address)> held = [];
            for (int step = 0; step < 50; step++)
            {
                if (held.Count > 0 && dice.OneIn(3))
                {
                    int which = dice.Between(0, held.Count - 1);
                    arena.Free(held[which].Request, held[which].Address);
                    naive.Free(held[which].Request, held[which].Address);
                    held.RemoveAt(which);
                }
                else
                {
                    DvmaRequest request = Random(dice, range);
                    bool enough = arena.Pages - arena.InUse >= request.Pages && arena.CouldEver(request);
                    bool found = arena.TryAllocate(request, out ulong address);
                    Assert.Equal(naive.TryAllocate(request, out ulong expected), found);
                    Assert.Equal(expected, address);
                    if (found)
                        held.Add((request, address));
                    taken += found ? 1 : 0;
                    refused += found ? 0 : 1;
                    fragmented += enough && !found ? 1 : 0;
                }
                Assert.Equal((naive.InUse, naive.LargestFree), (arena.InUse, arena.LargestFree));
                arena.AssertInvariants();
            }
            foreach ((DvmaRequest request, ulong address) in held)
                arena.Free(request, address);
            Assert.Equal(0, arena.InUse);
        }
        Assert.True(taken > 20_000 && refused > 10_000 && fragmented > 2_000, $"taken {taken} refused {refused} fragmented {fragmented}");
    }

    private static DvmaRequest Random(Dice dice, AddressRange range)
    {
        AddressRange within = dice.Of(0, 0, 1) == 0
            ? new AddressRange(0, ulong.MaxValue)
            : new AddressRange(range.First + (dice.Next() % range.Bytes), range.First + (dice.Next() % (2 * range.Bytes)));
        return new DvmaRequest(
            dice.OneIn(3) ? 1 : dice.Between(1, 12),
            within,
            dice.Of(0UL, 1UL, 1UL, 64UL, Page, 2 * Page, 4 * Page, 3 * Page, 12_288UL, ulong.MaxValue),
            dice.Of(ulong.MaxValue, ulong.MaxValue, Page - 1, (4 * Page) - 1, (6 * Page) - 1, (16 * Page) - 1));
    }

    private static DvmaRequest Plain(int pages) => new(pages, new AddressRange(0, ulong.MaxValue), 1, ulong.MaxValue);

    private static DvmaArena Arena(int pages) => new(PagesFrom(64, pages));

    private static AddressRange PagesFrom(int first, int pages) => new((ulong)first * Page, ((ulong)(first + pages) * Page) - 1);

    private static ulong Take(DvmaArena arena, in DvmaRequest request)
    {
        Assert.True(arena.TryAllocate(request, out ulong address));
        return address;
    }
}
