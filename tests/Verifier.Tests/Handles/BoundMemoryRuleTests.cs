using System.ComponentModel;

namespace DmaActors.Verifier.Tests.Handles;

public sealed class BoundMemoryRuleTests
{
    [Theory]
    [InlineData("freed-while-bound")]
    [InlineData("freed-while-its-buf-is-bound")]
    public void Memory_that_is_freed_while_it_is_bound_is_found(string order)
    {
        var finding = new Shape { Driver = "frees-bound-memory", DriverSettings = $"order: {order}", Requests = 0 }.Run().BreaksOnly("DMA004");
        Assert.Equal("disk0/attach#1", finding.Where);
        Assert.Equal("disk0/attach#1 freed 8192 bytes of kernel memory (allocated by disk0/attach#1) while disk0/dma#1 (allocated by disk0/attach#1) was bound to them", finding.Text);
    }

    [Theory]
    [InlineData("unbound-before")]
    [InlineData("other-memory-is-bound")]
    public void Memory_that_is_not_bound_any_more_may_be_freed(string order) =>
        new Shape { Driver = "frees-bound-memory", DriverSettings = $"order: {order}", Requests = 0 }.Run().BreaksNothing();
}

/// <summary>Frees memory before or after it is unbound. A second handle was bound to it, too, and has been unbound.</summary>
[Driver("frees-bound-memory", "DMA004", Settings = typeof(FreesBoundMemorySettings))]
public sealed class FreesBoundMemory(DevInfo dip, FreesBoundMemorySettings settings) : PlainDriver(dip)
{
    protected override async DdiTask InAttach()
    {
        const uint size = 8_192;
        var (memory, other) = (Ddi.KmemAlloc(size)!, Ddi.KmemAlloc(size)!);
        var buf = Ddi.GetRBuf(memory, size, 0, BufFlags.Read);
        var second = (await Dma.AllocHandle(Attributes, DmaCallback.DontWait)).Handle!;
        await Dma.AddrBindHandle(second, memory, size, DmaFlags.Read, DmaCallback.DontWait);
        if (settings.Order == FreeOrder.FreedWhileItsBufIsBound)
            await Dma.BufBindHandle(Handle!, buf, DmaFlags.Read, DmaCallback.DontWait);
        else
            await Dma.AddrBindHandle(Handle!, settings.Order == FreeOrder.OtherMemoryIsBound ? other : memory, size, DmaFlags.Read, DmaCallback.DontWait);
        await Dma.UnbindHandle(second);
        if (settings.Order == FreeOrder.UnboundBefore)
            await Dma.UnbindHandle(Handle!);
        Ddi.FreeRBuf(buf);
        Ddi.KmemFree(memory);
        if (settings.Order != FreeOrder.UnboundBefore)
            await Dma.UnbindHandle(Handle!);
        Ddi.KmemFree(other);
        await Dma.FreeHandle(second);
    }
}

/// <summary>Settings of <see cref="FreesBoundMemory"/>.</summary>
public sealed class FreesBoundMemorySettings
{
    [Description("What is bound when the memory is freed.")]
    public FreeOrder Order { get; set; }
}

/// <summary>What is bound when the memory is freed.</summary>
public enum FreeOrder
{
    [Description("Nothing: it is unbound before.")]
    UnboundBefore,

    [Description("Other memory.")]
    OtherMemoryIsBound,

    [Description("The memory.")]
    FreedWhileBound,

    [Description("The memory, as that of a buf.")]
    FreedWhileItsBufIsBound,
}
