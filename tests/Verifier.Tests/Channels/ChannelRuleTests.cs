namespace DmaActors.Verifier.Tests.Channels;

/// <summary>The rules of DMA channels: each is broken by a driver that changes one thing of what a good one does.</summary>
public sealed class ChannelRuleTests
{
    [Theory]
    [InlineData(Oddity.ReleasesTwice, "disk0/interrupt#1 called ddi_dmae_release for DMA channel 2, which nobody holds: the next two who ask for it both get it")]
    [InlineData(Oddity.StopsWithoutChannel, "disk0/attach#1 called ddi_dmae_stop for DMA channel 3, which nobody holds")]
    public void A_channel_is_used_by_its_holder_only(Oddity oddity, string text) => Assert.Equal(text, Odd(oddity).Run().BreaksOnly("DMA060").Text);

    [Theory]
    [InlineData(Oddity.NeverStops, "disk0/interrupt#1 unbound disk0/dma#1 (allocated by disk0/attach#1) while DMA channel 2 was programmed for it and not stopped")]
    [InlineData(Oddity.CountsBeforeStop, "disk0/interrupt#1 read the count of DMA channel 2, which disk0 had programmed and not stopped")]
    [InlineData(Oddity.ProgramsTwice, "disk0/strategy#1 programmed DMA channel 2, which disk0 had programmed and not stopped")]
    public void A_channel_is_stopped_before_anything_else_is_done_with_it(Oddity oddity, string text) => Assert.Equal(text, Odd(oddity).Run().BreaksOnly("DMA061").Text);

    [Fact]
    public void A_channel_that_is_not_stopped_is_not_released_either() =>
        Assert.Equal("disk0/interrupt#1 released DMA channel 2, which disk0 had programmed and not stopped", Odd(Oddity.NeverStops).Run().Findings[1].Text);

    [Fact]
    public void What_the_engine_ignores_is_found() =>
        Assert.Equal("disk0/strategy#1 called ddi_dmae_prog for DMA channel 2: der_cycles 3 is not known to the 8237, which has one timing", Odd(Oddity.AsksForBursts).Run().BreaksOnly("DMA062").Text);

    [Fact]
    public void A_channel_that_is_left_at_detach_is_found() =>
        Assert.Equal("disk0 detached and left DMA channel 3 allocated (ddi_dmae_release)", Odd(Oddity.KeepsChannel).Run().BreaksOnly("DMA030").Text);

    [Fact]
    public void A_driver_that_sleeps_for_its_own_channel_is_named()
    {
        var blocked = Odd(Oddity.SleepsForItself).Run().Deadlocks();
        Assert.Contains("disk0/attach#1 waits for DMA channel 3, which disk0 itself holds, and none but its holder can release it", blocked);
    }

    [Fact]
    public void DMA_from_a_slave_only_slot_is_found_and_never_gets_the_bus()
    {
        var report = new Shape { Driver = "sg-block", DriverSettings = "watchdog: 10ms", DeviceKeys = ["slaveOnly: true"], Requests = 2 }.Run();
        Assert.Equal("disk0 sits in a slave-only slot and has disk0/dma#1 (allocated by disk0/attach#1)", report.BreaksOnly("DMA007").Text);
        Assert.Equal(2, report.Failed);
    }

    [Fact]
    public void The_driver_that_the_odd_ones_are_made_of_breaks_no_rule() => Odd(Oddity.None).Run().Passes();

    private static Shape Odd(Oddity oddity) => new()
    {
        Driver = "odd-isa",
        DriverSettings = $"oddity: {System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(oddity.ToString())}",
        Model = "isa-floppy",
        DeviceKeys = ["dmaChannel: 2"],
        Sizes = ["512B"], // one window
        Requests = 1,
    };
}
