using System.ComponentModel;

namespace DmaActors.Verifier.Tests.Resources;

public sealed class LeakRuleTests
{
    [Theory]
    [InlineData("handle", "disk0/dma#1 (allocated by disk0/attach#1) allocated")]
    [InlineData("binding", "disk0/dma#1 (allocated by disk0/attach#1) bound")]
    [InlineData("timeout", "1 timeout(s) 'left' set or running (untimeout)")]
    [InlineData("handler", "its interrupt handler installed (ddi_intr_remove_handler)")]
    [InlineData("registers", "its registers mapped (ddi_regs_map_free)")]
    [InlineData("memory", "2 piece(s) of kernel memory allocated (kmem_free)")]
    [InlineData("dma-memory", "2 piece(s) of memory for DMA allocated (ddi_dma_mem_free)")]
    public void Detach_leaves_nothing(string what, string words)
    {
        var report = Leaky(what).Run();
        var finding = report.BreaksOnly("DMA030");
        Assert.Equal(1, report.FindingCount);
        Assert.Equal("disk0", finding.Where);
        Assert.Equal($"disk0 detached and left {words}", finding.Text);
    }

    [Theory]
    [InlineData("handle")]
    [InlineData("binding")]
    [InlineData("timeout")]
    [InlineData("handler")]
    [InlineData("registers")]
    [InlineData("memory")]
    [InlineData("nothing")]
    public void A_rule_that_is_off_says_nothing(string what) => (Leaky(what) with { RuleOff = "DMA004, DMA030" }).Run().Passes();

    [Fact]
    public void All_that_remains_is_named_handles_first()
    {
        var report = Leaky("everything").Run();
        report.BreaksOnly("DMA030");
        Assert.Equal(
            [
                "disk0 detached and left disk0/dma#1 (allocated by disk0/attach#1) allocated",
                "disk0 detached and left its registers mapped (ddi_regs_map_free)",
                "disk0 detached and left its interrupt handler installed (ddi_intr_remove_handler)",
                "disk0 detached and left 2 piece(s) of kernel memory allocated (kmem_free)",
                "disk0 detached and left 1 timeout(s) 'left' set or running (untimeout)",
            ],
            report.Findings.Select(finding => finding.Text));
    }

    [Fact]
    public void Each_instance_answers_for_its_own()
    {
        var report = (Leaky("handle") with { Disks = 3, Requests = 6 }).Run();
        Assert.Equal(["disk0", "disk1", "disk2"], report.Findings.Select(finding => finding.Where).Order(StringComparer.Ordinal));
        Assert.Contains("disk2/dma#1 (allocated by disk2/attach#1)", report.Findings.Single(finding => finding.Where == "disk2").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_attach_that_fails_gives_back_what_it_took()
    {
        var report = new Shape { Driver = "fails-to-attach", DriverSettings = "cleans: false", Requests = 1 }.Run();
        report.BreaksOnly("DMA030");
        Assert.Equal(
            [
                "disk0 failed to attach and left disk0/dma#1 (allocated by disk0/attach#1) allocated",
                "disk0 failed to attach and left its registers mapped (ddi_regs_map_free)",
                "disk0 failed to attach and left its interrupt handler installed (ddi_intr_remove_handler)",
            ],
            report.Findings.Select(finding => finding.Text));
    }

    [Fact]
    public void An_attach_that_fails_properly_breaks_no_rule_and_is_reported()
    {
        var report = new Shape { Driver = "fails-to-attach", DriverSettings = "cleans: true", Requests = 1 }.Run().BreaksNothing();
        Assert.Equal(Verdict.Failed, report.Verdict);
        Assert.Equal("attach of disk0 returned FAILURE", report.FirstFailure);
    }

    [Fact]
    public void A_handler_that_is_removed_twice_is_found() =>
        Assert.Equal("disk0 removed an interrupt handler more often than it added one", Leaky("removes-twice").Run().BreaksOnly("DMA030").Text);

    [Fact]
    public void A_context_that_waits_for_ever_in_a_detached_instance_is_found()
    {
        var report = Leaky("context").Run();
        Assert.Equal("disk0 is gone and left disk0/strategy#1 waiting for a signal of disk0.cv", report.BreaksOnly("DMA030").Text);
    }

    private static Shape Leaky(string what) => new()
    {
        Driver = "leaves",
        DriverSettings = $"what: {what}",
        Requests = 1,
        Nexus = "copyBufferPages: 16, bindings: 2",

        // Who leaves nothing but a binding has freed the memory.
        RuleOff = what == "binding" ? "DMA004" : null,
    };
}

/// <summary>Forgets something in detach.</summary>
[Driver("leaves", "DMA030", Settings = typeof(LeavesSettings))]
public sealed class Leaves : PlainDriver
{
    private static readonly TimerName Left = new("left");
    private readonly LeavesSettings settings;
    private readonly KCondvar cv;

    public Leaves(DevInfo dip, LeavesSettings settings)
        : base(dip)
    {
        this.settings = settings;
        cv = Condvar("cv");
    }

    public override async DdiTask<DdiResult> Detach()
    {
        if (Is("timeout"))
            Ddi.Timeout(Left, () => DdiTask.Completed, VirtualDuration.FromMicroseconds(1_000));
        if (Is("memory"))
        {
            Ddi.KmemAlloc(10);
            Ddi.KmemFree(Ddi.KmemAlloc(100)!);
            Ddi.KmemAlloc(100_000);
        }

        if (settings.What == "dma-memory")
        {
            var access = new DeviceAccAttr();
            var freed = await Dma.MemAlloc(Handle!, 10, access, DmaFlags.Consistent, DmaCallback.DontWait);
            await Dma.MemAlloc(Handle!, 10, access, DmaFlags.Consistent, DmaCallback.DontWait);
            await Dma.MemAlloc(Handle!, 100_000, access, DmaFlags.Streaming, DmaCallback.DontWait);
            await Dma.MemFree(freed.Handle!);
        }

        Regs!.Put8(Csr.Offset, Csr.Reset);
        if (!Is("handler"))
            await Ddi.IntrRemoveHandler();
        if (settings.What == "removes-twice")
            await Ddi.IntrRemoveHandler();
        if (settings.What == "binding")
            await LeaveBinding();
        else if (!Is("handle"))
            await Dma.FreeHandle(Handle!);
        if (!Is("registers"))
            Ddi.RegsMapFree(Regs);
        return DdiResult.Success;
    }

    public override async DdiTask Strategy(Buf bp)
    {
        await base.Strategy(bp);
        if (settings.What != "context")
            return;
        await Mu.Enter();
        await cv.Wait(Mu);
        Mu.Exit();
    }

    private async DdiTask LeaveBinding()
    {
        var memory = Ddi.KmemAlloc(10)!;
        await Dma.AddrBindHandle(Handle!, memory, 10, DmaFlags.Read, DmaCallback.DontWait);
        Ddi.KmemFree(memory);
    }

    private bool Is(string what) => settings.What == what || settings.What == "everything";
}

/// <summary>Settings of <see cref="Leaves"/>.</summary>
public sealed class LeavesSettings
{
    [Description("What remains.")]
    public string What { get; set; } = "nothing";
}

/// <summary>Fails in attach.</summary>
[Driver("fails-to-attach", "DMA030", Settings = typeof(FailsToAttachSettings))]
public sealed class FailsToAttach(DevInfo dip, FailsToAttachSettings settings) : PlainDriver(dip)
{
    public override async DdiTask<DdiResult> Attach()
    {
        await base.Attach();
        if (settings.Cleans)
            await base.Detach();
        return DdiResult.Failure;
    }
}

/// <summary>Settings of <see cref="FailsToAttach"/>.</summary>
public sealed class FailsToAttachSettings
{
    [Description("Whether it gives back what it took.")]
    public bool Cleans { get; set; }
}
