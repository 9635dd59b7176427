using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma;

public sealed class WindowTests
{
    [Fact]
    public void A_cookie_cut_behind_a_moved_rest_does_not_lose_its_tail()
    {
        // The smallest case in which the reference leaves the size of a window at 0: its last window is 412 bytes short.
        BindCase bind = new()
        {
            Attributes = BindCase.Plain with { MaxXfer = 8192, SgLen = 2, Granular = 512 },
            Frames = [16, 32, 48, 49, 64],
            Offset = 100,
            Length = 16384,
        };

        DmaMapping mapping = AssertTiles(bind, DmaBind.PartialMap);

        Assert.Equal(["0+7680: 3996 3684", "7680+8192: 412 7780", "15872+512: 412 100"], Describe(mapping));
    }

    [Fact]
    public void A_left_over_before_a_copy_buffer_boundary_is_not_trimmed_away()
    {
        // Windows of one page, a copy buffer of two, all pages out of reach: the second page is cut by the end of a window, and what is left of it stands
        // alone in the next when the third finds the buffer used up.
        BindCase bind = new()
        {
            Attributes = BindCase.Plain with { AddrHi = 0xFF_FFFF, MaxXfer = 4096 },
            Frames = [0x2000, 0x2002, 0x2004, 0x2006],
            Offset = 3900,
            Length = 196 + (3 * 4096),
            CopyBufferMax = 2 * 4096,
        };
        List<DmaCookie> raw = NaiveRawCookies.Build(bind);
        Assert.False(new ReferenceWindows(bind, raw, 2).IsSound);

        AssertTiles(bind, DmaBind.PartialMap);
    }

    [Fact]
    public void A_list_of_one_entry_gives_a_window_per_cookie()
    {
        BindCase bind = new() { Attributes = BindCase.Plain with { SgLen = 1 }, Frames = [10, 20, 30], Offset = 0, Length = 3 * 4096 };

        DmaMapping mapping = AssertTiles(bind, DmaBind.PartialMap);

        Assert.Equal(["0+4096: 4096", "4096+4096: 4096", "8192+4096: 4096"], Describe(mapping));
    }

    [Fact]
    public void A_list_of_one_entry_and_a_granule_across_two_cookies_have_no_mapping()
    {
        BindCase bind = new() { Attributes = BindCase.Plain with { SgLen = 1 }, Frames = [10, 20], Offset = 100, Length = 4096 };
        DmaMapping mapping = new(bind.Limits);

        Assert.Equal(DmaBind.NoMapping, bind.Bind(mapping));
        Assert.False(mapping.IsInUse);
    }

    [Theory]
    [InlineData(100u, 512u)]
    [InlineData(3996u, 512u)]
    [InlineData(3996u, 3000u)]
    [InlineData(1u, 4096u)]
    [InlineData(4095u, 4096u)]
    [InlineData(4095u, 2100u)]
    public void A_copy_buffer_of_one_page_is_enough_for_any_object(uint offset, uint granular)
    {
        BindCase bind = new()
        {
            Attributes = BindCase.Plain with { AddrHi = 0xFF_FFFF, Granular = granular },
            Frames = [0x2000, 0x2002, 100, 0x2004, 0x2006, 101, 102, 0x2008],
            Offset = offset,
            Length = (8 * 4096) - offset - 17,
            CopyBufferMax = 4096,
        };

        AssertTiles(bind, DmaBind.PartialMap);
    }

    [Fact]
    public void Two_short_pieces_share_a_copy_buffer_of_one_page_without_windows()
    {
        BindCase bind = new()
        {
            Attributes = BindCase.Plain with { AddrHi = 0xFF_FFFF },
            Frames = [0x2000, 0x2002],
            Offset = 3996,
            Length = 150,
            CopyBufferMax = 4096,
        };

        DmaMapping mapping = AssertTiles(bind, DmaBind.Mapped);

        Assert.Equal(1, mapping.WindowCount);
        Assert.True(mapping.GetWin(0, out DmaWindow window));
        Assert.Equal(2, window.CookieCount);
    }

    [Fact]
    public void The_copy_buffer_counts_as_used_by_earlier_windows_until_it_is_full()
    {
        // A window ends for length after every second page. The buffer of three pages is not empty then, so it ends the fourth page's window early.
        BindCase bind = new()
        {
            Attributes = BindCase.Plain with { AddrHi = 0xFF_FFFF, SgLen = 2 },
            Frames = [0x2000, 0x2002, 0x2004, 0x2006, 0x2008, 0x200A],
            Offset = 0,
            Length = 6 * 4096,
            CopyBufferMax = 3 * 4096,
        };

        DmaMapping mapping = AssertTiles(bind, DmaBind.PartialMap);

        Assert.Equal(["0+8192: 4096 4096", "8192+4096: 4096", "12288+8192: 4096 4096", "20480+4096: 4096"], Describe(mapping));
    }

    [Fact]
    public void Thousands_of_windows_need_no_estimate_of_their_number()
    {
        ulong[] frames = new ulong[5000];
        for (int k = 0; k < frames.Length; k++)
            frames[k] = 0x10_0000 + (2 * (ulong)k);
        BindCase bind = new()
        {
            Attributes = BindCase.Plain with { AddrHi = 0xFF_FFFF },
            Frames = frames,
            Offset = 100,
            Length = (5000 * 4096) - 100,
            CopyBufferMax = 2 * 4096,
        };

        DmaMapping mapping = AssertTiles(bind, DmaBind.PartialMap);

        Assert.True(mapping.WindowCount > 4000);
    }

    private static DmaMapping AssertTiles(BindCase bind, DmaBind expected)
    {
        DmaMapping mapping = new(bind.Limits);
        DmaBind result = bind.Bind(mapping);
        Assert.Equal(expected, result);
        new MappingInvariants(bind, mapping).Check(result, new Dice(1));
        return mapping;
    }

    private static List<string> Describe(DmaMapping mapping)
    {
        List<string> windows = [];
        for (int k = 0; k < mapping.WindowCount; k++)
        {
            Assert.True(mapping.GetWin(k, out DmaWindow window));
            windows.Add($"{window.Offset}+{window.Length}: {string.Join(' ', mapping.Cookies.ToArray().Select(cookie => cookie.Size))}");
        }
        return windows;
    }
}
