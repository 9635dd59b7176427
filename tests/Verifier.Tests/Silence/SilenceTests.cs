namespace DmaActors.Verifier.Tests.Silence;

/// <summary>
/// Drivers that keep the rules break none, on any machine and in any order. That means something only if much happened: each campaign says what it must have seen.
/// </summary>
public sealed class SilenceTests
{
    private const int Seeds = 12;

    public static TheoryData<string, string, string> Machines()
    {
        var machines = new TheoryData<string, string, string>();
        foreach (var (driver, model) in new[] { ("sg-block", "sg-disk"), ("one-cookie-block", "reg-disk") })
        {
            foreach (var (name, _) in Shapes.Of(driver, model))
                machines.Add(driver, model, name);
        }

        return machines;
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_driver_that_keeps_the_rules_breaks_none(string driver, string model, string name)
    {
        var shape = Shapes.Of(driver, model).Single(known => known.Name == name).Shape;
        for (var seed = 1UL; seed <= Seeds; seed++)
        {
            var report = shape.Run(seed).BreaksNothing();
            Assert.True(report.Verdict == Verdict.Passed || (name == "untimed, racing watchdog" && report.Verdict == Verdict.Failed), $"seed {seed}: {report.Verdict}, {report.FirstFailure} {report.Difference} {string.Join("; ", report.Blocked)}");
        }
    }

    [Theory]
    [InlineData("sg-block", "sg-disk")]
    [InlineData("one-cookie-block", "reg-disk")]
    public void The_campaigns_have_seen_what_they_are_about(string driver, string model)
    {
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (_, shape) in Shapes.Of(driver, model))
        {
            for (var seed = 1UL; seed <= Seeds && seen.Count < 5; seed++)
            {
                var report = shape.Run(seed, out var trace);
                Note(seen, "a callback that returned DONE", report.Callbacks.Done > 0);
                Note(seen, "a bind without resources", report.Callbacks.NoResources > 0);
                Note(seen, "a window after the first", report.Callbacks.WindowsMoved > 0);
                Note(seen, "a copy buffer", report.Callbacks.CopyBufferBinds > 0);
                Note(seen, "a walk that went round again", Walks.MostCallsInOneWalk(trace) > shape.Disks);
            }
        }

        Assert.Equal(5, seen.Count);
    }

    [Theory]
    [InlineData("timed")]
    [InlineData("untimed")]
    public void A_watchdog_that_fires_breaks_no_rule(string mode)
    {
        var failures = 0L;
        for (var seed = 1UL; seed <= 3 * Seeds; seed++)
        {
            var report = new Shape
            {
                Driver = "sg-block",
                Model = "odd-disk",
                DeviceSettings = "losesEvery: 4",
                DriverSettings = "addressBits: 24, watchdog: 100ms",
                Disks = 2,
                Requests = 10,
                Depth = 4,
                Memory = "64MiB",
                Sizes = ["4KiB", "64KiB"],
                Nexus = "copyBufferPages: 12, copyBufferMax: 32KiB",
                Mode = mode,
            }.Run(seed).BreaksNothing();
            Assert.True(report.Verdict is Verdict.Passed or Verdict.Failed, $"seed {seed}: {report.Verdict} {string.Join("; ", report.Blocked)}");
            Assert.Equal(report.RequestsPlanned, report.Requests);
            failures += report.Failed + report.TimedOut;
        }

        Assert.True(failures > 0, "no watchdog fired");
    }

    [Theory]
    [InlineData("third-party-block", "isa-floppy", 2, 3, "timed")]
    [InlineData("third-party-block", "isa-floppy", 2, 2, "untimed")]
    [InlineData("first-party-block", "isa-master", 5, 1, "timed")]
    [InlineData("first-party-block", "isa-master", 5, 1, "untimed")]
    public void Drivers_of_ISA_devices_break_no_rule_also_when_they_share_a_channel(string driver, string model, int channel, int disks, string mode)
    {
        var (waited, windows) = (0L, 0L);
        for (var seed = 1UL; seed <= Seeds; seed++)
        {
            var report = new Shape
            {
                Driver = driver,
                Model = model,
                DriverSettings = $"channel: {channel}, watchdog: 1000s",
                DeviceKeys = [$"dmaChannel: {channel}", "bus: isa"],
                Disks = disks,
                Requests = 8,
                Depth = 6,
                Sizes = ["512B", "4KiB", "16KiB"],
                Memory = "32MiB",
                Nexus = "copyBufferPages: 8, copyBufferMax: 16KiB",
                Mode = mode,
                More = ["timers: { lastResort: [watchdog] }"],
            }.Run(seed).Passes();
            waited += report.Callbacks.Done;
            windows += report.Callbacks.WindowsMoved;
        }

        Assert.Equal(disks > 1, waited > 0);
        Assert.True(windows > 0);
    }

    [Fact]
    public void The_driver_that_the_bad_ones_derive_from_breaks_no_rule()
    {
        for (var seed = 1UL; seed <= Seeds; seed++)
        {
            new Shape { Driver = "plain", Disks = 2, Requests = 12, Depth = 4, Sizes = ["4KiB", "16KiB"] }.Run(seed).Passes();
            new Shape { Driver = "plain", Disks = 2, Requests = 12, Depth = 4, Sizes = ["4KiB", "16KiB"], Mode = "untimed" }.Run(seed).Passes();
        }
    }

    private static void Note(SortedSet<string> seen, string what, bool happened)
    {
        if (happened)
            seen.Add(what);
    }
}
