using System.ComponentModel;

namespace DmaActors.Verifier.Tests.Bufs;

public sealed class TouchAfterDoneRuleTests
{
    [Theory]
    [InlineData("resid")]
    [InlineData("read-resid")]
    [InlineData("flags")]
    [InlineData("read-flags")]
    [InlineData("is-read")]
    [InlineData("error")]
    [InlineData("bioerror")]
    public void A_buf_is_not_touched_after_biodone(string member)
    {
        var report = new Shape { Driver = "touches-after-done", DriverSettings = $"member: {member}", Requests = 2, Depth = 1 }.Run();
        var finding = report.BreaksOnly("DMA011");
        Assert.Equal(2, report.FindingCount);
        Assert.Equal("disk0/interrupt#1", finding.Where);
        Assert.Matches(@"^disk0/interrupt#1 touched buf#1 \((read|write) 4096 at block \d+\) after biodone$", finding.Text);
    }

    [Theory]
    [InlineData("8MiB")]
    [InlineData("64MiB")]
    public void A_buf_is_not_bound_after_biodone(string memory)
    {
        var finding = new Shape { Driver = "binds-after-done", Requests = 6, Memory = memory }.Run().BreaksOnly("DMA011");
        Assert.Matches(@"^disk0/interrupt#\d+ touched buf#\d+ \(.*\) after biodone$", finding.Text);
    }

    [Fact]
    public void Several_touches_of_one_buf_are_one_finding() =>
        Assert.Equal(1, new Shape { Driver = "touches-after-done", DriverSettings = "member: all", Requests = 1 }.Run().FindingCount);
}

/// <summary>Looks at a buf that is no longer its own.</summary>
[Driver("touches-after-done", "DMA011", Settings = typeof(TouchesAfterDoneSettings))]
public sealed class TouchesAfterDone(DevInfo dip, TouchesAfterDoneSettings settings) : PlainDriver(dip)
{
    protected override async DdiTask Finish(Buf bp)
    {
        await base.Finish(bp);
        var all = settings.Member == "all";
        if (all || settings.Member == "resid")
            bp.Residual = 0;
        if (all || settings.Member == "read-resid")
            _ = bp.Residual;
        if (all || settings.Member == "flags")
            bp.Flags = BufFlags.Done;
        if (all || settings.Member == "read-flags")
            _ = bp.Flags;
        if (all || settings.Member == "is-read")
            _ = bp.IsRead;
        if (all || settings.Member == "error")
            _ = bp.Error;
        if (all || settings.Member == "bioerror")
            Ddi.BioError(bp, Errno.None);
    }
}

/// <summary>Settings of <see cref="TouchesAfterDone"/>.</summary>
public sealed class TouchesAfterDoneSettings
{
    [Description("Which member.")]
    public string Member { get; set; } = "resid";
}

/// <summary>Binds the buf once more after it has completed it: a pointer that was not cleared.</summary>
[Driver("binds-after-done", "DMA011")]
public sealed class BindsAfterDone(DevInfo dip) : PlainDriver(dip)
{
    protected override async DdiTask Finish(Buf bp)
    {
        var second = (await Dma.AllocHandle(Attributes, DmaCallback.DontWait)).Handle!;
        await base.Finish(bp);
        await Ddi.USecWait(10);
        var bind = await Dma.BufBindHandle(second, bp, DmaFlags.Read, DmaCallback.DontWait);
        if (bind.Status == DmaBind.Mapped)
            await Dma.UnbindHandle(second);
        await Dma.FreeHandle(second);
    }
}
