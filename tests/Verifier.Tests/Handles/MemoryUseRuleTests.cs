using System.ComponentModel;

namespace DmaActors.Verifier.Tests.Handles;

public sealed class MemoryUseRuleTests
{
    private const string Kernel = "8192 bytes of kernel memory (allocated by disk0/attach#1)";
    private const string ForDma = "8192 bytes of memory for DMA (allocated by disk0/attach#1)";

    [Theory]
    [InlineData("reads-after-free", $"touched {Kernel}, which disk0/attach#1 had freed")]
    [InlineData("writes-after-free", $"touched {Kernel}, which disk0/attach#1 had freed")]
    [InlineData("binds-after-free", $"gave ddi_dma_addr_bind_handle {Kernel}, which disk0/attach#1 had freed")]
    [InlineData("makes-buf-after-free", $"gave getrbuf {Kernel}, which disk0/attach#1 had freed")]
    [InlineData("frees-twice", $"gave kmem_free {Kernel}, which disk0/attach#1 had freed")]
    [InlineData("frees-DMA-memory-twice", $"gave ddi_dma_mem_free {ForDma}, which disk0/attach#1 had freed")]
    [InlineData("accesses-after-free", $"touched {ForDma}, which disk0/attach#1 had freed")]
    [InlineData("frees-DMA-memory-with-kmem-free", $"gave kmem_free {ForDma}, which is for ddi_dma_mem_free")]
    [InlineData("unmaps-DMA-memory", $"gave ddi_regs_map_free the access handle of {ForDma}, which is for ddi_dma_mem_free")]
    [InlineData("reads-behind-the-end", $"touched 4 bytes at offset 8190 of {Kernel}: beyond their end")]
    [InlineData("accesses-before-the-start", $"touched 4 bytes at offset -4 of {ForDma}: beyond their end")]
    [InlineData("accesses-an-odd-address", $"called ddi_get for 4 bytes at offset 2 of {ForDma}: no multiple of their number")]
    [InlineData("binds-too-much", $"gave ddi_dma_addr_bind_handle 8193 bytes from the start of {Kernel}")]
    public void Memory_is_used_while_and_where_it_is_there(string how, string deed)
    {
        var finding = Misuser(how).Run().BreaksOnly("DMA008");
        Assert.Equal("disk0/attach#1", finding.Where);
        Assert.Equal($"disk0/attach#1 {deed}", finding.Text);
    }

    [Fact]
    public void Who_keeps_to_what_was_allocated_breaks_no_rule() => Misuser("nothing").Run().BreaksNothing();

    private static Shape Misuser(string how) => new() { Driver = "misuses-memory", DriverSettings = $"how: {how}", Requests = 0 };
}

/// <summary>Allocates memory of each kind, uses and frees it, and does one thing wrong.</summary>
[Driver("misuses-memory", "DMA008", Settings = typeof(MisusesMemorySettings))]
public sealed class MisusesMemory(DevInfo dip, MisusesMemorySettings settings) : PlainDriver(dip)
{
    private const uint Size = 8_192;

    private readonly byte[] four = new byte[4];

    protected override async DdiTask InAttach()
    {
        var kernel = Ddi.KmemAlloc(Size)!;
        var memory = await Dma.MemAlloc(Handle!, Size, new DeviceAccAttr(), DmaFlags.Consistent, DmaCallback.DontWait);
        kernel.Write(Size - 4, four);
        kernel.Read(Size - 4, four);
        memory.Handle!.Put32(8_188, await memory.Handle.Get32(0));
        await Bind(kernel, Size);
        await BeforeTheFree(kernel, memory.Memory!, memory.Handle);
        Ddi.KmemFree(kernel);
        await Dma.MemFree(memory.Handle);
        await AfterTheFree(kernel, memory.Handle);
    }

    private async DdiTask BeforeTheFree(KernelMemory kernel, KernelMemory forDma, AccessHandle access)
    {
        switch (settings.How)
        {
            case "frees-DMA-memory-with-kmem-free":
                Ddi.KmemFree(forDma);
                break;
            case "unmaps-DMA-memory":
                Ddi.RegsMapFree(access);
                break;
            case "reads-behind-the-end":
                kernel.Read(Size - 2, four);
                break;
            case "accesses-before-the-start":
                access.Put32(-4, 1);
                break;
            case "accesses-an-odd-address":
                await access.Get32(2);
                break;
            case "binds-too-much":
                await Bind(kernel, Size + 1);
                break;
        }
    }

    private async DdiTask AfterTheFree(KernelMemory kernel, AccessHandle access)
    {
        switch (settings.How)
        {
            case "reads-after-free":
                kernel.Read(0, four);
                break;
            case "writes-after-free":
                kernel.Write(0, four);
                break;
            case "binds-after-free":
                await Bind(kernel, Size);
                break;
            case "makes-buf-after-free":
                Ddi.FreeRBuf(Ddi.GetRBuf(kernel, Size, 0, BufFlags.Read));
                break;
            case "frees-twice":
                Ddi.KmemFree(kernel);
                break;
            case "frees-DMA-memory-twice":
                await Dma.MemFree(access);
                break;
            case "accesses-after-free":
                await access.Get32(0);
                break;
        }
    }

    private async DdiTask Bind(KernelMemory memory, uint length)
    {
        var bind = await Dma.AddrBindHandle(Handle!, memory, length, DmaFlags.Read, DmaCallback.DontWait);
        if (bind.Status == DmaBind.Mapped)
            await Dma.UnbindHandle(Handle!);
    }
}

/// <summary>Settings of <see cref="MisusesMemory"/>.</summary>
public sealed class MisusesMemorySettings
{
    [Description("What it does wrong.")]
    public string How { get; set; } = "nothing";
}
