namespace DmaActors.Verifier.Tests.Transfers;

public sealed class TransferRuleTests
{
    [Theory]
    [InlineData("8MiB")]
    [InlineData("64MiB")]
    public void A_device_that_goes_on_after_the_unbind_is_found_copy_buffer_or_not(string memory)
    {
        var finding = new Shape { Driver = "unbinds-early", Requests = 1, Sizes = ["64KiB"], Memory = memory, Nexus = "copyBufferPages: 64" }.Run().BreaksOnly("DMA070");
        Assert.Equal("disk0", finding.Where);
        Assert.Matches("^the device of disk0 (wrote|read) [0-9]+ bytes at address 0x[0-9A-F]+, which is in no window that is current and was bound for this transfer$", finding.Text);
    }

    /// <summary>The address is bound, and to the memory of the next request: what is moved there is that of the one before.</summary>
    [Fact]
    public void A_device_that_goes_on_in_the_copy_buffer_of_the_next_request_is_found() =>
        Assert.Contains(
            new Shape { Driver = "unbinds-early", Requests = 4, Depth = 4, Sizes = ["64KiB"], Memory = "64MiB", Frames = "descending", Nexus = "copyBufferPages: 17" }.Run().Findings,
            finding => finding.Rule.Id == "DMA070");

    [Fact]
    public void A_device_that_moves_the_data_of_a_request_that_is_complete_is_found() =>
        Assert.Contains(
            new Shape { Driver = "completes-early", Requests = 1, Depth = 1, Sizes = ["64KiB"] }.Run().Findings,
            finding => finding.Rule.Id == "DMA070" && finding.Text.Contains(", the memory of buf#1 ", StringComparison.Ordinal) && finding.Text.EndsWith(", after biodone", StringComparison.Ordinal));

    /// <summary>In a copy buffer the windows share their addresses: there it is seen only if the disk has begun to move data, for which a disk that seeks leaves no time.</summary>
    [Theory]
    [InlineData("sg-disk", "8MiB")]
    [InlineData("odd-disk", "8MiB")]
    [InlineData("odd-disk", "64MiB")]
    public void A_window_that_is_left_while_it_is_transferred_is_found(string model, string memory)
    {
        var finding = (Windows("leaves-early") with { Model = model, Memory = memory }).Run().BreaksOnly("DMA071");
        Assert.Equal("disk0", finding.Where);
        Assert.Matches(
            @"^disk0 took another window of disk0/dma#1 \(allocated by disk0/attach#1\) while its device was transferring the one before: [0-9]+ bytes were (written|read) after that$", finding.Text);
    }

    [Fact]
    public void One_finding_is_made_of_each_transfer_and_not_of_each_burst_of_it()
    {
        var late = (Windows("leaves-early") with { Requests = 3, Depth = 1 }).Run();
        late.BreaksOnly("DMA071");
        var outside = new Shape { Driver = "unbinds-early", Requests = 3, Depth = 1, Sizes = ["64KiB"], Memory = "8MiB", Nexus = "copyBufferPages: 64" }.Run();
        outside.BreaksOnly("DMA070");
        Assert.Equal((3, 3), (late.FindingCount, outside.FindingCount));
    }

    [Theory]
    [InlineData("skips", "the window at offset [0-9]+ was never taken$")]
    [InlineData("repeats", "the window at offset [0-9]+ was never taken$")]
    [InlineData("shortens", "of the [0-9]+ at offset 0 only [0-9]+$")]
    public void A_request_that_claims_more_than_was_moved_is_found(string how, string words)
    {
        var finding = Windows(how).Run().BreaksOnly("DMA072");
        Assert.Equal("disk0/interrupt#", finding.Where[..16]);
        Assert.Matches($"^disk0/interrupt#[0-9]+ completed buf#1 .* without an error and with b_resid 0, but its device moved [0-9]+ bytes: {words}", finding.Text);
    }

    [Fact]
    public void A_residual_of_more_than_was_asked_for_is_found() =>
        Assert.EndsWith(", which is more than was asked for: something was subtracted twice", Windows("subtracts-twice").Run().BreaksOnly("DMA072").Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("in-order")]
    [InlineData("backwards")]
    [InlineData("tries-again")]
    [InlineData("looks-ahead")]
    public void Who_transfers_every_window_breaks_no_rule(string how)
    {
        for (var seed = 1UL; seed <= 10; seed++)
        {
            foreach (var memory in new[] { "8MiB", "64MiB" })
            {
                foreach (var mode in new[] { "timed", "untimed" })
                    (Windows(how) with { Requests = 4, Memory = memory, Mode = mode }).Run(seed).Passes();
            }
        }
    }

    [Theory]
    [InlineData("shortens-and-says-so")]
    [InlineData("shortens-and-fails")]
    public void Who_says_what_was_left_out_breaks_no_rule(string how) => Assert.Equal(Verdict.Failed, Windows(how).Run().BreaksNothing().Verdict);

    private static Shape Windows(string how) => new()
    {
        Driver = "window-disk",
        DriverSettings = $"how: {how}",
        Requests = 1,
        Sizes = ["64KiB"],
        Nexus = "copyBufferPages: 8, copyBufferMax: 16KiB",
    };
}

/// <summary>Unbinds as soon as the device has been started.</summary>
[Driver("unbinds-early", "DMA070")]
public sealed class UnbindsEarly(DevInfo dip) : PlainDriver(dip)
{
    public override async DdiTask Strategy(Buf bp)
    {
        await base.Strategy(bp);
        await Mu.Enter();
        if (Current == bp)
            await Dma.UnbindHandle(Handle!);
        Mu.Exit();
    }

    protected override async DdiTask Finish(Buf bp)
    {
        Current = null;
        Mu.Exit();
        await Ddi.BioDone(bp);
    }
}

/// <summary>Says biodone as soon as the device has been started.</summary>
[Driver("completes-early", "DMA070")]
public sealed class CompletesEarly(DevInfo dip) : PlainDriver(dip)
{
    /// <summary>Leaves the device its time.</summary>
    protected override async DdiTask InDetach() => await Ddi.Delay(VirtualDuration.FromMilliseconds(100));

    public override async DdiTask Strategy(Buf bp)
    {
        await base.Strategy(bp);
        await Ddi.BioDone(bp);
    }

    protected override async DdiTask Finish(Buf bp)
    {
        await Dma.UnbindHandle(Handle!);
        Current = null;
        Mu.Exit();
    }
}
