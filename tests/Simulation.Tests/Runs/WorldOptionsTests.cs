namespace DmaActors.Simulation.Tests.Runs;

public class WorldOptionsTests
{
    [Fact]
    public void Options_with_timers_of_the_same_names_are_equal_whatever_lists_they_are_in()
    {
        var options = new WorldOptions { LastResortTimers = ["watchdog", "poll"] };
        Assert.Equal(options, new WorldOptions { LastResortTimers = new List<string> { "poll", "watchdog" } });
        Assert.Equal(options.GetHashCode(), new WorldOptions { LastResortTimers = new List<string> { "poll", "watchdog" } }.GetHashCode());
        Assert.NotEqual(options, new WorldOptions { LastResortTimers = ["watchdog"] });
    }

    [Fact]
    public void Options_that_differ_in_anything_else_are_not_equal()
    {
        var options = new WorldOptions();
        Assert.NotEqual(options, options with { Timed = false });
        Assert.NotEqual(options, options with { SingleProcessor = true });
        Assert.NotEqual(options, options with { ChannelBound = 7 });
        Assert.NotEqual(options, options with { RecordTape = false });
    }
}
