using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Nexus;

public sealed class CookieIterTests
{
    /// <summary>The bench gives page frames from the top down, so a page is a cookie.</summary>
    private const uint ThreePages = 3 * 4096;

    private readonly Bench bench = Bench.Tame();

    [Fact]
    public void All_cookies_of_a_window_are_had_in_order_as_often_as_one_likes()
    {
        bench.Run(async () =>
        {
            var (handle, first) = await Bound(ScriptDriver.Anywhere);

            Assert.Equal(3, bench.Driver.Dma.NCookies(handle));
            Assert.Equal(All(handle), All(handle));
            Assert.Equal(first, All(handle)[0]);
            Assert.Equal(3, All(handle).Distinct().Count());
            Assert.Equal(All(handle)[1], bench.Driver.Dma.NextCookie(handle));
            bench.Log.Add("over");
        });

        Assert.Equal(["over"], bench.Log);
        Assert.Empty(bench.Findings);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(int.MaxValue, false)]
    public void A_cookie_is_had_by_its_number_and_null_is_none(int index, bool isThere)
    {
        bench.Run(async () =>
        {
            var (handle, _) = await Bound(ScriptDriver.Anywhere);
            Assert.Equal(isThere ? All(handle)[index] : null, bench.Driver.Dma.CookieGet(handle, index));
            bench.Log.Add("over");
        });

        Assert.Equal(["over"], bench.Log);
        Assert.Empty(bench.Findings);
    }

    [Fact]
    public void Cookies_are_those_of_the_current_window()
    {
        bench.Run(async () =>
        {
            var (handle, first) = await Bound(ScriptDriver.Anywhere with { SgLen = 2 });
            Assert.Equal(2, bench.Driver.Dma.NCookies(handle));
            var next = await bench.Driver.Dma.GetWin(handle, 1);

            Assert.Equal(next.Window.Cookie, bench.Driver.Dma.CookieOne(handle));
            Assert.NotEqual(first, bench.Driver.Dma.CookieOne(handle));
            Assert.Equal([next.Window.Cookie], All(handle));
            bench.Log.Add("over");
        });

        Assert.Equal(["over"], bench.Log);
        Assert.Empty(bench.Findings);
    }

    [Fact]
    public void The_only_cookie_of_several_is_the_first_and_a_finding()
    {
        bench.Run(async () =>
        {
            var (handle, first) = await Bound(ScriptDriver.Anywhere);
            Assert.Equal(first, bench.Driver.Dma.CookieOne(handle));
        });

        Assert.EndsWith("called ddi_dma_cookie_one with disk0/dma#1 (allocated by disk0/open#1), whose window has 3 cookies", Assert.Single(bench.Rules.Findings).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_bound_has_no_cookies_and_only_their_number_may_be_asked_for()
    {
        bench.Run(async () =>
        {
            var handle = await bench.Driver.Handle();
            Assert.Equal(0, bench.Driver.Dma.NCookies(handle));
            Assert.Empty(bench.Findings);
            Assert.Null(bench.Driver.Dma.CookieGet(handle, 0));
            Assert.Equal(["DMA002"], bench.Findings);
            await bench.Driver.Dma.FreeHandle(handle);
            Assert.Equal(0, bench.Driver.Dma.NCookies(handle));
        });

        Assert.Equal(["DMA001", "DMA002"], bench.Findings.Order());
    }

    private async DdiTask<(DmaHandle Handle, DmaCookie First)> Bound(DmaAttributes attributes)
    {
        var handle = await bench.Driver.Handle(attributes);
        var bind = await bench.Driver.Dma.AddrBindHandle(handle, bench.Driver.Ddi.KmemAlloc(ThreePages)!, ThreePages, DmaFlags.RdWr | DmaFlags.Partial, DmaCallback.DontWait);
        return (handle, bind.Cookie);
    }

    private List<DmaCookie> All(DmaHandle handle)
    {
        List<DmaCookie> cookies = [];
        foreach (var cookie in bench.Driver.Dma.CookieIter(handle))
            cookies.Add(cookie);
        return cookies;
    }
}
