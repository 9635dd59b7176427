using System.ComponentModel;

namespace DmaActors.Verifier.Tests.Results;

public sealed class IgnoredResultRuleTests
{
    private const string Where = "disk0/detach#1";

    [Theory]
    [InlineData("cookie", "went on with the cookie of the bind of disk0/dma#1 (allocated by disk0/attach#1) without looking at the result")]
    [InlineData("count", "went on with the number of cookies of the bind of disk0/dma#1 (allocated by disk0/attach#1) without looking at the result")]
    [InlineData("cookie-to-memory", "went on with the cookie of the bind of disk0/dma#1 (allocated by disk0/attach#1) without looking at the result")]
    [InlineData("window", "went on with the window of ddi_dma_getwin of disk0/dma#1 (allocated by disk0/attach#1) without looking at the result")]
    [InlineData("no-window", "went on with the window of ddi_dma_getwin of disk0/dma#1 (allocated by disk0/attach#1) after it had failed")]
    [InlineData("no-cookie", "went on with the cookie of the bind of disk0/dma#1 (allocated by disk0/attach#1) after it had failed")]
    [InlineData("no-cookie-looked-at", "went on with the cookie of the bind of disk0/dma#1 (allocated by disk0/attach#1) without looking at the result")]
    public void What_a_call_gives_is_used_after_its_result_was_looked_at_and_was_a_success(string how, string words)
    {
        var report = Heedless(how).Run();
        var finding = report.BreaksOnly("DMA080");
        Assert.Equal(1, report.FindingCount);
        Assert.Equal(Where, finding.Where);
        Assert.Equal($"{Where} {words}", finding.Text);
    }

    [Fact]
    public void A_handle_is_not_used_by_who_could_not_bind_it()
    {
        var shape = Heedless("handle");
        Assert.Equal(
            $"{Where} called ddi_dma_nextcookie with disk0/dma#1 (allocated by disk0/attach#1) after its bind had been refused (TOOBIG)",
            (shape with { RuleOff = "DMA002" }).Run().BreaksOnly("DMA080").Text);
        Assert.Equal(["DMA080", "DMA002", "DMA002"], shape.Run().Findings.Select(finding => finding.Rule.Id).OrderDescending());
    }

    [Theory]
    [InlineData("looks")]
    [InlineData("copies-first")]
    [InlineData("copies-first-of-failed")]
    [InlineData("writes-down")]
    [InlineData("ignores-all")]
    public void These_are_no_findings(string how) => Heedless(how).Run().Passes();

    private static Shape Heedless(string how) => new() { Driver = "heedless", DriverSettings = $"how: {how}", Requests = 1, Memory = "16MiB" };
}

/// <summary>Does things with results in detach.</summary>
[Driver("heedless", "DMA080", Settings = typeof(HeedlessSettings))]
public sealed class Heedless(DevInfo dip, HeedlessSettings settings) : PlainDriver(dip)
{
    private const uint Bytes = 65_536;
    private const int Address = 0x40;

    protected override DmaAttributes Attributes => base.Attributes with { SgLen = 4, Granular = 1 };

    protected override async DdiTask InDetach()
    {
        var memory = Ddi.KmemAlloc(Bytes)!;
        await (settings.How switch
        {
            "window" or "no-window" => Windows(memory),
            "handle" => UseHandle(memory),
            _ => Bind(memory, settings.How is "no-cookie" or "no-cookie-looked-at" or "copies-first-of-failed" or "writes-down"),
        });
        Ddi.KmemFree(memory);
    }

    /// <param name="memory">What is bound.</param>
    /// <param name="fails">With more cookies than there may be.</param>
    private async DdiTask Bind(KernelMemory memory, bool fails)
    {
        var bind = await Dma.AddrBindHandle(Handle!, memory, fails ? Bytes : 4_096, DmaFlags.Read, DmaCallback.DontWait);
        switch (settings.How)
        {
            case "cookie" or "no-cookie-looked-at":
                Regs!.Put32(Address, bind.Cookie.Address);
                break;
            case "count":
                Regs!.Put32(0x14, (uint)bind.CookieCount);
                break;
            case "cookie-to-memory":
                var cookie = bind.Cookie;
                await Dma.Sync(Handle!, 0, 0, DmaSyncType.ForCpu);
                Regs!.Put32(Address, cookie.Address);
                break;
            case "no-cookie" when bind.Status != DmaBind.Mapped:
                Regs!.Put32(Address, bind.Cookie.Address);
                Regs.Put32(Address + 4, (uint)bind.CookieCount);
                break;
            case "copies-first" or "copies-first-of-failed":
                var (first, count) = (bind.Cookie, bind.CookieCount);
                if (bind.Status != DmaBind.Mapped)
                    break;
                Regs!.Put32(Address, first.Address);
                Regs.Put32(0x14, (uint)count);
                break;
            case "writes-down" when bind.Status != DmaBind.Mapped:
                Regs!.Put32(Address, (uint)$"{bind}".Length);
                break;
            case "looks" when bind.Status == DmaBind.Mapped:
                Regs!.Put32(Address, bind.Cookie.Address);
                break;
        }

        if (!fails)
            await Dma.UnbindHandle(Handle!);
    }

    private async DdiTask Windows(KernelMemory memory)
    {
        var bind = await Dma.AddrBindHandle(Handle!, memory, Bytes, DmaFlags.Read | DmaFlags.Partial, DmaCallback.DontWait);
        if (bind.Status != DmaBind.PartialMap)
            throw new InvalidOperationException($"{bind}");
        var next = await Dma.GetWin(Handle!, settings.How == "window" ? 1 : 1_000);
        if (settings.How == "no-window" && next.Status == DdiResult.Success)
            throw new InvalidOperationException("there is no such window");
        Regs!.Put32(Address, next.Window.Cookie.Address);
        await Dma.UnbindHandle(Handle!);
    }

    private async DdiTask UseHandle(KernelMemory memory)
    {
        var bind = await Dma.AddrBindHandle(Handle!, memory, Bytes, DmaFlags.Read, DmaCallback.DontWait);
        if (bind.Status != DmaBind.Mapped)
        {
            Regs!.Put32(Address, Dma.NextCookie(Handle!).Address);
            Regs.Put32(Address, Dma.NextCookie(Handle!).Address);
        }
    }
}

/// <summary>Settings of <see cref="Heedless"/>.</summary>
public sealed class HeedlessSettings
{
    [Description("What it does.")]
    public string How { get; set; } = "looks";
}
