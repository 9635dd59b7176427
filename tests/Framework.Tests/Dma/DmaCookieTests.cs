using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma;

public sealed class DmaCookieTests
{
    [Fact]
    public void The_short_address_is_the_low_half() => Assert.Equal(0x9ABC_DEF0u, new DmaCookie(0x1234_5678_9ABC_DEF0, 1, 0).Address);

    [Fact]
    public void Cookies_are_equal_if_all_members_are()
    {
        DmaCookie cookie = new(0x1000, 512, DmaCookie.InCopyBuffer);
        Assert.True(cookie == new DmaCookie(0x1000, 512, DmaCookie.InCopyBuffer));
        Assert.True(cookie != new DmaCookie(0x1001, 512, DmaCookie.InCopyBuffer));
        Assert.True(cookie != new DmaCookie(0x1000, 513, DmaCookie.InCopyBuffer));
        Assert.True(cookie != new DmaCookie(0x1000, 512, 0));
    }

    [Fact]
    public void A_trace_shows_address_size_and_a_star_for_a_copy()
    {
        Assert.Equal("0x12000+4096", new DmaCookie(0x12000, 4096, 0).ToString());
        Assert.Equal("0x12000+4096*", new DmaCookie(0x12000, 4096, DmaCookie.InCopyBuffer).ToString());
    }

    [Theory]
    [InlineData(DmaBind.Mapped, 0)]
    [InlineData(DmaBind.PartialMap, 1)]
    [InlineData(DmaBind.NoResources, -1)]
    [InlineData(DmaBind.NoMapping, -2)]
    [InlineData(DmaBind.TooBig, -3)]
    [InlineData(DmaBind.InUse, -9)]
    public void Results_have_the_numbers_of_the_manual(DmaBind result, int number) => Assert.Equal(number, (int)result);
}
