using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma;

public sealed class RawCookiesTests
{
    private const uint Bounced = 0x8000_0000;

    [Theory]
    [InlineData(0xFFE, 0, 4096, false)]
    [InlineData(0xFFF, 0, 4095, false)]
    [InlineData(0xFFF, 0, 4096, true)]
    [InlineData(0xFFF, 1, 4095, true)]
    [InlineData(0xFFF, 1, 4094, false)]
    [InlineData(0x1000, 0, 1, true)]
    public void The_last_byte_below_the_limit_is_bounced_although_it_could_be_reached(ulong frame, uint offset, uint length, bool bounced)
    {
        List<DmaCookie> cookies = Cookies(BindCase.Plain with { AddrHi = 0xFF_FFFF }, [frame], offset, length);

        Assert.Equal(new DmaCookie((frame << 12) + offset, length, bounced ? Bounced : 0), Assert.Single(cookies));
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(16, false)]
    [InlineData(17, false)]
    public void A_page_below_the_lowest_address_is_bounced(ulong frame, bool bounced)
    {
        List<DmaCookie> cookies = Cookies(BindCase.Plain with { AddrLo = 0x1_0000 }, [frame], 0, 4096);

        Assert.Equal(bounced, Assert.Single(cookies).Type == Bounced);
    }

    [Fact]
    public void Adjacent_pages_merge_until_the_cookie_is_full()
    {
        List<DmaCookie> cookies = Cookies(BindCase.Plain with { CountMax = 0x1FFF }, [16, 17, 18, 19, 20], 0, 5 * 4096);

        Assert.Equal([new(16 << 12, 8192, 0), new(18 << 12, 8192, 0), new(20 << 12, 4096, 0)], cookies);
    }

    [Fact]
    public void An_unaligned_start_leaves_cookies_short()
    {
        List<DmaCookie> cookies = Cookies(BindCase.Plain with { CountMax = 0x1FFF }, [16, 17, 18, 19], 100, 4 * 4096 - 100);

        Assert.Equal([new((16 << 12) + 100, 8092, 0), new(18 << 12, 8192, 0)], cookies);
    }

    [Fact]
    public void Descending_pages_never_merge() => Assert.Equal(3, Cookies(BindCase.Plain, [18, 17, 16], 0, 3 * 4096).Count);

    [Fact]
    public void A_cookie_ends_at_a_segment_boundary()
    {
        List<DmaCookie> cookies = Cookies(BindCase.Plain with { Seg = 0xFFFF }, [14, 15, 16, 17], 0, 4 * 4096);

        Assert.Equal([new(14 << 12, 8192, 0), new(16 << 12, 8192, 0)], cookies);
    }

    [Fact]
    public void A_bounced_page_stands_alone_between_adjacent_ones()
    {
        List<DmaCookie> cookies = Cookies(BindCase.Plain with { AddrHi = 0xFF_FFFF }, [0xFFD, 0xFFE, 0xFFF, 0x1000, 0xF00, 0xF01], 0, 6 * 4096);

        Assert.Equal([new(0xFFD_000, 8192, 0), new(0xFFF_000, 4096, Bounced), new(0x1000_000, 4096, Bounced), new(0xF00_000, 8192, 0)], cookies);
    }

    [Theory]
    [InlineData(new ulong[] { 0xFD, 0xFE }, false)]
    [InlineData(new ulong[] { 0xFE, 0xFF }, true)]
    [InlineData(new ulong[] { 0xFF, 0x101 }, false)]
    [InlineData(new ulong[] { 0xFF, 0x100 }, true)]
    [InlineData(new ulong[] { 0x100, 0x101 }, false)]
    [InlineData(new ulong[] { 0x101, 0x100 }, true)]
    [InlineData(new ulong[] { 0x101, 0xFE }, true)]
    public void Bouncing_at_the_segment_limit_needs_pages_on_both_sides_or_one_right_behind_it(ulong[] frames, bool active) =>
        Assert.Equal(active, RawCookies.StraddlesSegment(0xF_FFFF, frames, 0, (uint)frames.Length * 4096));

    [Fact]
    public void An_object_across_the_segment_limit_is_moved_below_it()
    {
        DmaAttributes attributes = BindCase.Plain with { Seg = 0xF_FFFF, Flags = DmaAttributeFlags.BounceOnSeg };
        BindCase bind = new() { Attributes = attributes, Frames = [0x101, 0xFD, 0xFE], Offset = 0, Length = 3 * 4096 };
        DmaMapping mapping = new(bind.Limits);
        mapping.Plan(bind.Frames, 0, bind.Length, bind.Flags, bind.CopyBufferMax);

        Assert.Equal(1, mapping.CopyPages);
        Assert.Equal(0xF_FFFFu, mapping.CopyReach);
        Assert.Equal(DmaBind.Mapped, mapping.Finish([7]));
        Assert.Equal([new(7 << 12, 4096, Bounced), new(0xFD << 12, 8192, 0)], mapping.Cookies.ToArray());
    }

    private static List<DmaCookie> Cookies(DmaAttributes attributes, ulong[] frames, uint offset, uint length)
    {
        DmaLimits.TryDerive(attributes, out DmaLimits? limits);
        DmaCookie[] cookies = new DmaCookie[frames.Length];
        int count = RawCookies.Build(limits!, frames, offset, length, limits!.AddrHi, cookies, out _);
        return [.. cookies[..count]];
    }
}
