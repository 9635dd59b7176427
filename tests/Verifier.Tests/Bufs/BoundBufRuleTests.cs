namespace DmaActors.Verifier.Tests.Bufs;

public sealed class BoundBufRuleTests
{
    [Fact]
    public void A_buf_is_unbound_before_biodone()
    {
        var finding = new Shape { Driver = "completes-bound", Requests = 1 }.Run().BreaksOnly("DMA012");
        Assert.Equal("disk0/interrupt#1", finding.Where);
        Assert.Matches(@"^disk0/interrupt#1 called biodone for buf#1 \((read|write) 4096 at block \d+\) while disk0/dma#1 \(allocated by disk0/attach#1\) was bound to it$", finding.Text);
    }

    [Fact]
    public void The_machine_survives_memory_that_goes_while_a_copy_buffer_stands_for_it()
    {
        for (var seed = 1UL; seed <= 10; seed++)
        {
            var report = new Shape { Driver = "completes-bound", Requests = 20, Memory = "64MiB", Sizes = ["512B", "4KiB", "16KiB"] }.Run(seed);
            Assert.All(report.Findings, finding => Assert.Equal("DMA012", finding.Rule.Id));
            Assert.True(report.FindingCount > 0 && report.Callbacks.CopyBufferBinds > 0);
        }
    }

    [Fact]
    public void A_binding_of_kernel_memory_is_no_matter_of_this_rule() => new Shape { Driver = "own-buffer" }.Run().Passes();
}

/// <summary>Says biodone first and unbinds then.</summary>
[Driver("completes-bound", "DMA012")]
public sealed class CompletesBound(DevInfo dip) : PlainDriver(dip)
{
    protected override async DdiTask Finish(Buf bp)
    {
        await Ddi.BioDone(bp);
        await Ddi.USecWait(10);
        await Dma.UnbindHandle(Handle!);
        Current = null;
        Mu.Exit();
    }
}

/// <summary>Keeps a buffer of its own bound all the time, through a handle of its own.</summary>
[Driver("own-buffer", "keeps every rule")]
public sealed partial class OwnBuffer(DevInfo dip) : PlainDriver(dip)
{
    [SoftState]
    private partial KernelMemory? Memory { get; set; }

    [SoftState]
    private partial DmaHandle? Second { get; set; }

    protected override async DdiTask InAttach()
    {
        Memory = Ddi.KmemAlloc(8_192)!;
        Second = (await Dma.AllocHandle(Attributes, DmaCallback.Sleep)).Handle!;
        await Dma.AddrBindHandle(Second, Memory, 8_192, DmaFlags.Read | DmaFlags.Consistent, DmaCallback.Sleep);
    }

    protected override async DdiTask InDetach()
    {
        await Dma.UnbindHandle(Second!);
        await Dma.FreeHandle(Second!);
        Ddi.KmemFree(Memory!);
    }
}
