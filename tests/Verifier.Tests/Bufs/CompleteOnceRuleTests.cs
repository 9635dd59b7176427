namespace DmaActors.Verifier.Tests.Bufs;

public sealed class CompleteOnceRuleTests
{
    [Fact]
    public void A_buf_that_is_never_completed_is_found_when_nothing_is_left_to_happen()
    {
        var report = new Shape { Driver = "never-completes", Requests = 4, Depth = 1 }.Run();
        var finding = report.BreaksOnly("DMA010");
        Assert.Equal(1, report.FindingCount);
        Assert.Equal("disk0", finding.Where);
        Assert.Matches(@"^disk0 never called biodone for buf#3 \((read|write) 4096 at block \d+\), and nothing is left that could make it$", finding.Text);
    }

    [Fact]
    public void Bufs_that_are_never_completed_are_named_in_the_order_in_which_they_came()
    {
        var report = new Shape { Driver = "hoards-everything", Requests = 25, Depth = 25, Pattern = "sequential" }.Run();
        report.BreaksOnly("DMA010");
        Assert.Equal(25, report.FindingCount);
        Assert.Equal(Enumerable.Range(1, 20).Select(i => $"disk0 never called biodone for buf#{i} "), report.Findings.Select(finding => finding.Text[..(finding.Text.IndexOf('(', StringComparison.Ordinal))]));
    }

    [Fact]
    public void A_buf_that_is_completed_twice_is_found()
    {
        var report = new Shape { Driver = "completes-twice", Requests = 2, Depth = 1 }.Run();
        var finding = report.BreaksOnly("DMA010");
        Assert.Equal(2, report.FindingCount);
        Assert.Equal("disk0/interrupt#1", finding.Where);
        Assert.Matches(@"^disk0/interrupt#1 called biodone for buf#1 \((read|write) 4096 at block \d+\), which was complete already$", finding.Text);
    }

    [Fact]
    public void A_driver_that_waits_for_ever_is_a_deadlock_and_not_a_forgotten_buf()
    {
        var blocked = new Shape { Driver = "waits-for-ever", Requests = 1 }.Run().Deadlocks();
        Assert.Equal(["disk0/strategy#1 waits for a signal of disk0.cv; only disk0 can signal it: no other context of disk0 is left", "the user, with 1 request given to strategy, waits for biodone; only the driver can call it"], blocked);
    }
}

/// <summary>Loses its third request.</summary>
[Driver("never-completes", "DMA010")]
public sealed partial class NeverCompletes(DevInfo dip) : PlainDriver(dip)
{
    [SoftState]
    private partial int Finished { get; set; }

    protected override async DdiTask Finish(Buf bp)
    {
        var isLost = ++Finished == 3;
        await Dma.UnbindHandle(Handle!);
        Current = null;
        Mu.Exit();
        if (!isLost)
            await Ddi.BioDone(bp);
    }
}

/// <summary>Takes requests into its queue and does nothing with them.</summary>
[Driver("hoards-everything", "DMA010")]
public sealed class HoardsEverything(DevInfo dip) : PlainDriver(dip)
{
    public override async DdiTask Strategy(Buf bp)
    {
        await Mu.Enter();
        Waiting.Enqueue(bp);
        Mu.Exit();
    }
}

/// <summary>Says biodone twice.</summary>
[Driver("completes-twice", "DMA010")]
public sealed class CompletesTwice(DevInfo dip) : PlainDriver(dip)
{
    protected override async DdiTask Finish(Buf bp)
    {
        await base.Finish(bp);
        await Ddi.BioDone(bp);
    }
}

/// <summary>Waits in strategy for a signal that nobody gives.</summary>
[Driver("waits-for-ever", "deadlock")]
public sealed class WaitsForEver : PlainDriver
{
    private readonly KCondvar cv;

    public WaitsForEver(DevInfo dip)
        : base(dip) => cv = Condvar("cv");

    protected override async DdiTask InStrategy(Buf bp)
    {
        await Mu.Enter();
        await cv.Wait(Mu);
        Mu.Exit();
    }
}
