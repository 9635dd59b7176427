using System.ComponentModel;

namespace DmaActors.Verifier.Tests.Handles;

public sealed class UnboundHandleRuleTests
{
    [Theory]
    [InlineData("unbind", "ddi_dma_unbind_handle")]
    [InlineData("sync", "ddi_dma_sync")]
    [InlineData("getwin", "ddi_dma_getwin")]
    [InlineData("numwin", "ddi_dma_numwin")]
    [InlineData("nextcookie", "ddi_dma_nextcookie")]
    public void These_want_a_bound_handle(string call, string function)
    {
        var finding = new Shape { Driver = "uses-unbound-handle", DriverSettings = $"call: {call}" }.Run().BreaksOnly("DMA002");
        Assert.Equal("disk0/detach#1", finding.Where);
        Assert.Equal($"disk0/detach#1 called {function} with disk0/dma#1 (allocated by disk0/attach#1), which is not bound", finding.Text);
    }

    [Fact]
    public void A_bind_wants_an_unbound_handle()
    {
        var finding = new Shape { Driver = "binds-bound-handle", Requests = 0 }.Run().BreaksOnly("DMA002");
        Assert.Equal("disk0/attach#1 called ddi_dma_addr_bind_handle with disk0/dma#1 (allocated by disk0/attach#1), which is bound already", finding.Text);
    }

    [Fact]
    public void A_strategy_that_does_not_wait_its_turn_is_caught()
    {
        var report = new Shape { Driver = "binds-at-once", Requests = 12, Depth = 3 }.Run();
        Assert.Contains(report.Findings, finding => finding.Rule.Id == "DMA002" && finding.Text.Contains("disk0/strategy#", StringComparison.Ordinal)
            && finding.Text.Contains("ddi_dma_buf_bind_handle", StringComparison.Ordinal));
    }
}

/// <summary>Calls a function with a handle that is not bound.</summary>
[Driver("uses-unbound-handle", "DMA002", Settings = typeof(UsesUnboundHandleSettings))]
public sealed class UsesUnboundHandle(DevInfo dip, UsesUnboundHandleSettings settings) : PlainDriver(dip)
{
    protected override async DdiTask InDetach() => await HandleCalls.Call(Ddi, Dma, Handle!, settings.Call);
}

/// <summary>Settings of <see cref="UsesUnboundHandle"/>.</summary>
public sealed class UsesUnboundHandleSettings
{
    [Description("Which function.")]
    public string Call { get; set; } = "unbind";
}

/// <summary>Binds twice and unbinds once.</summary>
[Driver("binds-bound-handle", "DMA002")]
public sealed class BindsBoundHandle(DevInfo dip) : PlainDriver(dip)
{
    protected override async DdiTask InAttach()
    {
        var memory = Ddi.KmemAlloc(8_192)!;
        await Dma.AddrBindHandle(Handle!, memory, 8_192, DmaFlags.Read, DmaCallback.DontWait);
        var second = await Dma.AddrBindHandle(Handle!, memory, 8_192, DmaFlags.Read, DmaCallback.DontWait);
        if (second.Status != DmaBind.InUse)
            throw new InvalidOperationException($"a second bind answered {second.Status}");
        await Dma.UnbindHandle(Handle!);
        Ddi.KmemFree(memory);
    }
}

/// <summary>Binds each request at once, whether or not another is under way.</summary>
[Driver("binds-at-once", "DMA002")]
public sealed class BindsAtOnce(DevInfo dip) : PlainDriver(dip)
{
    protected override async DdiTask InStrategy(Buf bp)
    {
        await Mu.Enter();
        if (Current is not null)
            await Dma.BufBindHandle(Handle!, bp, DmaFlags.Read, DmaCallback.DontWait);
        Mu.Exit();
    }
}
