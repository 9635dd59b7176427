using System.ComponentModel;

namespace DmaActors.Verifier.Tests.Handles;

public sealed class FreedHandleRuleTests
{
    [Theory]
    [InlineData("unbind", "ddi_dma_unbind_handle")]
    [InlineData("sync", "ddi_dma_sync")]
    [InlineData("getwin", "ddi_dma_getwin")]
    [InlineData("numwin", "ddi_dma_numwin")]
    [InlineData("nextcookie", "ddi_dma_nextcookie")]
    [InlineData("bind", "ddi_dma_addr_bind_handle")]
    public void A_freed_handle_is_not_to_be_used(string call, string function)
    {
        var finding = new Shape { Driver = "uses-freed-handle", DriverSettings = $"call: {call}", Requests = 0 }.Run().BreaksOnly("DMA001");
        Assert.Equal("disk0/detach#1", finding.Where);
        Assert.Equal($"disk0/detach#1 called {function} with disk0/dma#2 (allocated by disk0/detach#1), which disk0/detach#1 has freed", finding.Text);
    }

    [Fact]
    public void A_handle_is_not_to_be_freed_twice()
    {
        var finding = new Shape { Driver = "frees-twice" }.Run().BreaksOnly("DMA001");
        Assert.Equal("disk0/detach#1", finding.Where);
        Assert.Equal("disk0/detach#1 freed disk0/dma#1 (allocated by disk0/attach#1), which disk0/detach#1 had freed already", finding.Text);
    }

    [Fact]
    public void A_bound_handle_is_not_to_be_freed()
    {
        var finding = new Shape { Driver = "frees-while-bound", Requests = 0 }.Run().BreaksOnly("DMA001");
        Assert.Equal("disk0/detach#1 freed disk0/dma#1 (allocated by disk0/attach#1) while it was bound", finding.Text);
    }

    [Fact]
    public void What_the_handle_was_bound_to_is_named()
    {
        var finding = new Shape { Driver = "frees-in-interrupt", Requests = 1 }.Run().BreaksOnly("DMA001");
        Assert.Equal("disk0/interrupt#1", finding.Where);
        Assert.Matches(@"^disk0/interrupt#1 freed disk0/dma#1 \(allocated by disk0/attach#1\) while it was bound to buf#1 \((read|write) 4096 at block \d+\)$", finding.Text);
    }

    [Fact]
    public void A_handle_of_another_name_is_none_of_the_others()
    {
        new Shape { Driver = "many-handles", Requests = 60 }.Run().Passes();
    }
}

/// <summary>Frees a handle and goes on with it.</summary>
[Driver("uses-freed-handle", "DMA001", Settings = typeof(UsesFreedHandleSettings))]
public sealed class UsesFreedHandle(DevInfo dip, UsesFreedHandleSettings settings) : PlainDriver(dip)
{
    protected override async DdiTask InDetach()
    {
        var handle = (await Dma.AllocHandle(Attributes, DmaCallback.DontWait)).Handle!;
        await Dma.FreeHandle(handle);
        await HandleCalls.Call(Ddi, Dma, handle, settings.Call);
    }
}

/// <summary>Settings of <see cref="UsesFreedHandle"/>.</summary>
public sealed class UsesFreedHandleSettings
{
    [Description("Which function.")]
    public string Call { get; set; } = "unbind";
}

/// <summary>The functions that want a handle.</summary>
internal static class HandleCalls
{
    public static async DdiTask Call(DdiFunctions ddi, DmaFunctions dma, DmaHandle handle, string function)
    {
        switch (function)
        {
            case "unbind":
                await dma.UnbindHandle(handle);
                break;
            case "sync":
                await dma.Sync(handle, 0, 0, DmaSyncType.ForCpu);
                break;
            case "getwin":
                await dma.GetWin(handle, 0);
                break;
            case "numwin":
                dma.NumWin(handle, out _);
                break;
            case "nextcookie":
                dma.NextCookie(handle);
                break;
            case "bind":
                var memory = ddi.KmemAlloc(4_096)!;
                await dma.AddrBindHandle(handle, memory, 4_096, DmaFlags.Write, DmaCallback.DontWait);
                ddi.KmemFree(memory);
                break;
        }
    }
}

/// <summary>Frees its handle before detach frees it.</summary>
[Driver("frees-twice", "DMA001")]
public sealed class FreesTwice(DevInfo dip) : PlainDriver(dip)
{
    protected override async DdiTask InDetach() => await Dma.FreeHandle(Handle!);
}

/// <summary>Binds, and leaves it to detach to free the handle.</summary>
[Driver("frees-while-bound", "DMA001")]
public sealed class FreesWhileBound(DevInfo dip) : PlainDriver(dip)
{
    public override async DdiTask<DdiResult> Detach()
    {
        var memory = Ddi.KmemAlloc(4_096)!;
        await Dma.AddrBindHandle(Handle!, memory, 4_096, DmaFlags.Read, DmaCallback.DontWait);
        var result = await base.Detach();
        Ddi.KmemFree(memory);
        return result;
    }
}

/// <summary>Frees the handle where it should unbind it.</summary>
[Driver("frees-in-interrupt", "DMA001")]
public sealed class FreesInInterrupt(DevInfo dip) : PlainDriver(dip)
{
    protected override async DdiTask Finish(Buf bp)
    {
        await Dma.FreeHandle(Handle!);
        Handle = (await Dma.AllocHandle(Attributes, DmaCallback.DontWait)).Handle;
        Current = null;
        Mu.Exit();
        await Ddi.BioDone(bp);
    }
}

/// <summary>Takes a new handle for each request, which is allowed.</summary>
[Driver("many-handles", "keeps every rule")]
public sealed class ManyHandles(DevInfo dip) : PlainDriver(dip)
{
    protected override async DdiTask Finish(Buf bp)
    {
        await Dma.UnbindHandle(Handle!);
        await Dma.FreeHandle(Handle!);
        Handle = (await Dma.AllocHandle(Attributes, DmaCallback.DontWait)).Handle;
        Current = null;
        Mu.Exit();
        await Ddi.BioDone(bp);
    }
}
