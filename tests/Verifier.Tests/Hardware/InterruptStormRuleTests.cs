using System.ComponentModel;

namespace DmaActors.Verifier.Tests.Hardware;

public sealed class InterruptStormRuleTests
{
    [Fact]
    public void A_handler_that_never_acknowledges_makes_a_storm()
    {
        var report = new Shape { Driver = "storms", DriverSettings = "how: never-acknowledges", Requests = 2, Depth = 1 }.Run();
        var finding = report.BreaksOnly("DMA040");
        Assert.Equal("vector 11", finding.Where);
        Assert.Equal(
            "the handlers of vector 11 (disk0) were called a thousand times in a row and claimed: one claims what is not its own, or does not acknowledge it",
            finding.Text);
    }

    [Fact]
    public void A_handler_that_claims_everything_on_a_shared_line_makes_a_storm()
    {
        var report = new Shape { Driver = "storms", DriverSettings = "how: claims-everything", Disks = 2, Requests = 2, Depth = 1 }.Run();
        Assert.Equal(
            "the handlers of vector 11 (disk0, disk1) were called a thousand times in a row and claimed: one claims what is not its own, or does not acknowledge it",
            report.BreaksOnly("DMA040").Text);
    }

    [Fact]
    public void A_handler_that_claims_nothing_makes_a_storm()
    {
        var report = new Shape { Driver = "storms", DriverSettings = "how: claims-nothing", Requests = 2, Depth = 1 }.Run();
        Assert.Equal(
            "the handlers of vector 11 (disk0) were called a thousand times in a row and none claimed, while the line stayed high",
            report.BreaksOnly("DMA040").Text);
    }

    [Fact]
    public void Claiming_everything_does_no_harm_where_one_is_alone_on_its_line() =>
        new Shape { Driver = "storms", DriverSettings = "how: claims-everything", Requests = 10 }.Run().Passes();

    [Fact]
    public void A_line_that_many_devices_share_is_no_storm()
    {
        var report = new Shape { Driver = "plain", Disks = 8, Requests = 50, Depth = 8, Sizes = ["512B"] }.Run(1, out var trace);
        report.Passes();
        Assert.True(Walks.MostCallsInOneWalk(trace) > 8, "no walk went round again");
    }
}

/// <summary>Answers interrupts wrongly, and completes its requests by polling.</summary>
[Driver("storms", "DMA040", Settings = typeof(StormsSettings))]
public sealed class Storms(DevInfo dip, StormsSettings settings) : PlainDriver(dip)
{
    private static readonly TimerName Poll = new("poll");

    protected override DdiTask InStrategy(Buf bp)
    {
        Ddi.Timeout(Poll, OnPoll, VirtualDuration.FromMilliseconds(10));
        return DdiTask.Completed;
    }

    /// <summary>No poll is left behind.</summary>
    protected override async DdiTask InDetach() => await Ddi.Delay(VirtualDuration.FromMilliseconds(20));

    protected override DdiTask Acknowledge() => settings.How == "claims-everything" ? base.Acknowledge() : DdiTask.Completed;

    protected override async DdiTask<DdiIntr> Interrupt()
    {
        if (settings.How == "claims-nothing")
            return DdiIntr.Unclaimed;
        if (settings.How == "never-acknowledges")
            return DdiIntr.Claimed;
        await base.Interrupt();
        return DdiIntr.Claimed;
    }

    /// <summary>The request is there by now, whatever became of its interrupt.</summary>
    private async DdiTask OnPoll()
    {
        await Mu.Enter();
        if (Current is { } bp)
        {
            await base.Acknowledge();
            await Finish(bp);
            await Mu.Enter();
            await StartNext();
        }

        Mu.Exit();
    }
}

/// <summary>Settings of <see cref="Storms"/>.</summary>
public sealed class StormsSettings
{
    [Description("What it does wrong.")]
    public string How { get; set; } = "";
}
