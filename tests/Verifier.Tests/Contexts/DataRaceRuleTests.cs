namespace DmaActors.Verifier.Tests.Contexts;

public sealed class DataRaceRuleTests
{
    [Fact]
    public void State_that_two_contexts_write_without_a_lock_is_a_race()
    {
        var report = new Shape { Driver = "counts-without-lock", Requests = 8, Depth = 4 }.Run();
        var finding = report.BreaksOnly("DMA021");
        Assert.Equal(1, report.FindingCount);
        Assert.Matches("^disk0/strategy#2 (read|wrote) disk0.Requests, which disk0/strategy#1 wrote: no lock and no message orders the two$", finding.Text);
        Assert.Equal("disk0/strategy#2", finding.Where);
    }

    [Fact]
    public void A_race_of_an_interrupt_with_a_thread_is_found_too()
    {
        var finding = new Shape { Driver = "peeks-without-lock", Requests = 8, Depth = 4 }.Run().BreaksOnly("DMA021");
        Assert.Matches("^disk0/(strategy|interrupt)#[0-9]+ (read|wrote) disk0.Current, which disk0/(strategy|interrupt)#[0-9]+ (read|wrote): no lock and no message orders the two$", finding.Text);
    }

    [Fact]
    public void The_same_state_under_the_lock_is_none() => new Shape { Driver = "counts-under-lock", Requests = 40, Depth = 4 }.Run().Passes();

    [Fact]
    public void A_race_is_found_whatever_the_order_of_the_run()
    {
        for (var seed = 1UL; seed <= 10; seed++)
            new Shape { Driver = "counts-without-lock", Requests = 8, Depth = 4, Mode = "untimed" }.Run(seed).BreaksOnly("DMA021");
    }
}

/// <summary>Counts requests before it takes the mutex.</summary>
[Driver("counts-without-lock", "DMA021")]
public sealed partial class CountsWithoutLock(DevInfo dip) : PlainDriver(dip)
{
    [SoftState]
    private partial int Requests { get; set; }

    protected override DdiTask InStrategy(Buf bp)
    {
        Requests++;
        return DdiTask.Completed;
    }
}

/// <summary>Looks, without the mutex, whether a transfer is under way.</summary>
[Driver("peeks-without-lock", "DMA021")]
public sealed class PeeksWithoutLock(DevInfo dip) : PlainDriver(dip)
{
    protected override async DdiTask InStrategy(Buf bp)
    {
        if (Current is not null)
            await Ddi.USecWait(1);
    }
}

/// <summary>Counts requests under the mutex.</summary>
[Driver("counts-under-lock", "keeps every rule")]
public sealed partial class CountsUnderLock(DevInfo dip) : PlainDriver(dip)
{
    [SoftState]
    private partial int Requests { get; set; }

    protected override async DdiTask InStrategy(Buf bp)
    {
        await Mu.Enter();
        Requests++;
        Mu.Exit();
    }
}
