using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma;

public sealed class DmaMappingTests
{
    private static readonly BindCase Fast = new() { Attributes = BindCase.Plain, Frames = [10, 20, 30], Offset = 0, Length = 3 * 4096 };

    private static readonly BindCase Copied = new()
    {
        Attributes = BindCase.Plain with { AddrHi = 0xFF_FFFF },
        Frames = [10, 0x2000, 30, 0x2002],
        Offset = 1000,
        Length = (4 * 4096) - 2000,
    };

    private static readonly BindCase Windowed = new()
    {
        Attributes = BindCase.Plain with { SgLen = 2 },
        Frames = [10, 20, 30, 40, 50],
        Offset = 0,
        Length = 5 * 4096,
    };

    [Fact]
    public void After_the_fast_path_no_window_can_be_had()
    {
        DmaMapping mapping = new(Fast.Limits);

        Assert.Equal(DmaBind.Mapped, Fast.Bind(mapping));
        Assert.True(mapping.IsFastPath);
        Assert.False(mapping.UsesCopyBuffer);
        Assert.Equal(1, mapping.WindowCount);
        Assert.False(mapping.GetWin(0, out _));
        Assert.False(mapping.NumWin(out int windows));
        Assert.Equal(0, windows);
        Assert.Equal(DmaFlags.RdWr, mapping.Flags);
    }

    [Fact]
    public void After_a_whole_mapping_through_the_copy_buffer_window_0_can_be_had_but_not_counted()
    {
        DmaMapping mapping = new(Copied.Limits);

        Assert.Equal(DmaBind.Mapped, Copied.Bind(mapping));
        Assert.True(mapping.UsesCopyBuffer);
        Assert.False(mapping.IsFastPath);
        Assert.False(mapping.NumWin(out _));
        Assert.True(mapping.GetWin(0, out DmaWindow window));
        Assert.False(mapping.GetWin(1, out _));
        Assert.False(mapping.GetWin(-1, out _));
        Assert.Equal((0u, Copied.Length, 4), (window.Offset, window.Length, window.CookieCount));
    }

    [Fact]
    public void Windows_can_be_visited_in_any_order_and_again()
    {
        DmaMapping mapping = new(Windowed.Limits);
        Assert.Equal(DmaBind.PartialMap, Windowed.Bind(mapping));
        Assert.True(mapping.NumWin(out int windows));
        Assert.Equal(3, windows);
        Assert.Equal(DmaFlags.RdWr | DmaFlags.Partial, mapping.Flags);

        foreach (int index in new[] { 2, 0, 1, 1, 0, 2 })
        {
            Assert.True(mapping.GetWin(index, out DmaWindow window));
            Assert.Equal((uint)index * 8192, window.Offset);
            Assert.Equal(Windowed.Frames[2 * index] << 12, window.Cookie.LAddress);
        }
        Assert.False(mapping.GetWin(3, out _));
        Assert.Equal(2u * 8192, mapping.Window.Offset);
    }

    [Fact]
    public void Nextcookie_gives_all_but_the_first_and_then_refuses()
    {
        DmaMapping mapping = new(Fast.Limits);
        Fast.Bind(mapping);

        Assert.Equal(10UL << 12, mapping.Window.Cookie.LAddress);
        Assert.True(mapping.NextCookie(out DmaCookie cookie));
        Assert.Equal(20UL << 12, cookie.LAddress);
        Assert.True(mapping.NextCookie(out cookie));
        Assert.Equal(30UL << 12, cookie.LAddress);
        Assert.False(mapping.NextCookie(out cookie));
        Assert.Equal(default, cookie);
    }

    [Fact]
    public void Getwin_starts_the_cookies_of_its_window_anew()
    {
        DmaMapping mapping = new(Windowed.Limits);
        Windowed.Bind(mapping);
        Assert.True(mapping.NextCookie(out _));
        Assert.True(mapping.GetWin(0, out _));

        Assert.True(mapping.NextCookie(out DmaCookie cookie));
        Assert.Equal(20UL << 12, cookie.LAddress);
    }

    [Fact]
    public void A_handle_is_in_use_from_the_plan_on_until_it_is_unbound()
    {
        DmaMapping mapping = new(Fast.Limits);
        Assert.False(mapping.IsInUse);
        mapping.Plan(Fast.Frames, 0, Fast.Length, DmaFlags.Read, 0);
        Assert.True(mapping.IsInUse);
        Assert.False(mapping.IsBound);
        Assert.Throws<InvalidOperationException>(() => mapping.Plan(Fast.Frames, 0, Fast.Length, DmaFlags.Read, 0));
        mapping.Finish([]);
        Assert.True(mapping.IsBound);
        Assert.Throws<InvalidOperationException>(() => mapping.Finish([]));
        mapping.Unbind();
        Assert.False(mapping.IsInUse);
        Assert.Equal(0, mapping.WindowCount);
        Assert.False(mapping.NextCookie(out _));
        Assert.True(mapping.Cookies.IsEmpty);
        Assert.Equal(DmaBind.Mapped, Fast.Bind(mapping));
    }

    [Fact]
    public void Without_the_partial_flag_what_needs_windows_is_too_big()
    {
        BindCase bind = new() { Attributes = Windowed.Attributes, Frames = Windowed.Frames, Offset = 0, Length = Windowed.Length, Flags = DmaFlags.Write };
        DmaMapping mapping = new(bind.Limits);

        Assert.Equal(DmaBind.TooBig, bind.Bind(mapping));
        Assert.False(mapping.IsInUse);
    }

    [Fact]
    public void An_object_of_no_bytes_is_mapped_with_no_cookie()
    {
        DmaMapping mapping = new(Fast.Limits);
        mapping.Plan([], 100, 0, DmaFlags.Write, 0);

        Assert.Equal(DmaBind.Mapped, mapping.Finish([]));
        Assert.Equal(0, mapping.Window.CookieCount);
        Assert.Equal(0u, mapping.Window.Cookie.Size);
        Assert.False(mapping.NextCookie(out _));
    }

    [Theory]
    [InlineData(0u, 0)]
    [InlineData(4095u, 0)]
    [InlineData(4096u, 1)]
    [InlineData(8191u, 1)]
    [InlineData(8192u, 2)]
    [InlineData(0x101000u, 2)]
    public void The_copy_buffer_is_what_is_required_up_to_whole_pages_of_the_limit(uint limit, int pages)
    {
        DmaMapping mapping = new(Copied.Limits);
        mapping.Plan(Copied.Frames, Copied.Offset, Copied.Length, DmaFlags.Write, limit);

        Assert.Equal(2, mapping.CopyPagesRequired);
        Assert.Equal(pages, mapping.CopyPages);
        if (pages == 0)
            Assert.Throws<InvalidOperationException>(() => mapping.Finish([1, 2]));
        else
            Assert.Throws<ArgumentException>(() => mapping.Finish([]));
    }

    [Fact]
    public void What_is_bounced_can_be_asked_for_the_whole_window_or_a_part_of_it()
    {
        DmaMapping mapping = new(Copied.Limits);
        mapping.Plan(Copied.Frames, Copied.Offset, Copied.Length, Copied.Flags, Copied.CopyBufferMax);
        mapping.Finish([5, 9]);

        BouncedPiece[] whole = [new(3096, 5 << 12, 4096), new(3096 + 8192, 9 << 12, 3096)];
        Assert.Equal(whole, Pieces(mapping.BouncedPieces));
        Assert.Equal([new(4000, (5 << 12) + 904, 100)], Pieces(mapping.BouncedPiecesOf(4000, 100)));
        Assert.Equal([new(7191, (5 << 12) + 4095, 1), new(11288, 9 << 12, 2)], Pieces(mapping.BouncedPiecesOf(7191, 4099)));
        Assert.Empty(Pieces(mapping.BouncedPiecesOf(0, 3096)));
        Assert.Empty(Pieces(mapping.BouncedPiecesOf(7192, 4096)));
        mapping.Unbind();
        Assert.Empty(Pieces(mapping.BouncedPieces));
    }

    [Fact]
    public void A_bind_of_the_usual_size_allocates_nothing()
    {
        foreach (BindCase bind in new[] { Fast, Copied, Windowed })
        {
            DmaMapping mapping = new(bind.Limits);
            bind.Bind(mapping);
            mapping.Unbind();

            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int k = 0; k < 100; k++)
            {
                bind.Bind(mapping);
                foreach (BouncedPiece piece in mapping.BouncedPieces)
                    Assert.True(piece.Length > 0);
                while (mapping.NextCookie(out DmaCookie cookie))
                    Assert.True(cookie.Size > 0);
                mapping.GetWin(0, out _);
                mapping.Unbind();
            }
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    [Fact]
    public void A_handle_remembers_nothing_of_earlier_binds()
    {
        BindCase[] cases = new BindCase[200];
        for (int k = 0; k < cases.Length; k++)
            cases[k] = BindCase.Random(new Dice((ulong)k + 7_000_000), mostPages: 24);
        foreach (BindCase first in cases)
        {
            DmaMapping used = new(first.Limits);
            for (int k = 0; k < cases.Length; k++)
            {
                BindCase bind = new()
                {
                    Attributes = first.Attributes,
                    Frames = cases[k].Frames,
                    Offset = cases[k].Offset,
                    Length = cases[k].Length,
                    CopyBufferMax = cases[k].CopyBufferMax,
                    Flags = cases[k].Flags,
                };
                DmaMapping fresh = new(first.Limits);
                Assert.Equal(bind.Bind(fresh), bind.Bind(used));
                Assert.Equal(fresh.WindowCount, used.WindowCount);
                for (int window = 0; window < fresh.WindowCount; window++)
                {
                    Assert.Equal(fresh.GetWin(window, out _), used.GetWin(window, out _));
                    Assert.True(fresh.Cookies.SequenceEqual(used.Cookies));
                }
                used.Unbind();
            }
        }
    }

    private static List<BouncedPiece> Pieces(BouncedPieces pieces)
    {
        List<BouncedPiece> list = [];
        foreach (BouncedPiece piece in pieces)
            list.Add(piece);
        return list;
    }
}
