namespace DmaActors.Drivers.Tests.Manual;

/// <summary>The examples as corrected do all that the examples as published cannot do.</summary>
public sealed class CorrectedTests
{
    private static readonly string[] Drivers = ["manual-9-1-corrected", "manual-9-2-corrected", "manual-9-4-corrected", "manual-9-6-corrected", "manual-9-8-corrected"];

    public static TheoryData<string, string> Everywhere
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var driver in Drivers)
            {
                foreach (var machine in Machines.All.Keys)
                    data.Add(driver, machine);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void A_corrected_driver_passes_on_every_machine(string driver, string machine)
    {
        foreach (var bind in new[] { "atomic", "split" })
        {
            foreach (var cpus in new[] { 1, 2 })
                Passes(Machines.All[machine].On(driver) with { Bind = bind, SoftcallCpus = cpus }, 100);
        }

        Passes(Machines.All[machine].On(driver) with { Mode = "timed" }, 5);
    }

    /// <summary>The campaign: two instances, a pool of one, as the start routine of example 9-1 meets it.</summary>
    [Theory]
    [InlineData("atomic", 1)]
    [InlineData("atomic", 2)]
    [InlineData("split", 1)]
    [InlineData("split", 2)]
    public void The_corrected_start_routine_survives_two_thousand_orders(string bind, int cpus)
    {
        var reports = Passes(Machines.TwoCallers.On("manual-9-1-corrected") with { Requests = ["write 0 4096", "read 0 4096"], Bind = bind, SoftcallCpus = cpus }, 2_000);
        Assert.True(reports.Count(report => report.Callbacks.Done > 0) > 1_000, "in most orders a callback runs");
    }

    [Fact]
    public void The_corrected_start_routine_loses_no_wake_up_however_far_the_requests_are_apart()
    {
        for (var apart = 0; apart < 150; apart++)
            Passes(Machines.SlowReplies.On("manual-9-1-corrected") with { Apart = apart }, 1);
    }

    [Theory]
    [InlineData("manual-9-1-corrected")]
    [InlineData("manual-9-6-corrected")]
    public void A_corrected_driver_completes_with_an_error_what_is_too_big(string driver)
    {
        foreach (var rig in new[] { Machines.TooBig, Machines.TooBigLater })
        {
            foreach (var report in rig.On(driver).Run(200))
                Assert.True(report.FindingCount == 0 && report.Requests == report.RequestsPlanned && report.Failed > 0 && report.FirstFailure!.Contains("EINVAL", StringComparison.Ordinal), report.Tell());
        }
    }

    [Fact]
    public void A_corrected_driver_completes_with_an_error_what_cannot_be_mapped()
    {
        var report = Machines.NoMapping.On("manual-9-8-corrected").Run();
        Assert.True(report is { FindingCount: 0, Failed: 1 } && report.FirstFailure!.Contains("EINVAL", StringComparison.Ordinal), report.Tell());
    }

    [Fact]
    public void The_corrected_windows_move_and_every_byte_arrives()
    {
        var reports = Passes(Machines.TwoCallers.On("manual-9-8-corrected", "sgLen: 3") with { Requests = ["write 0 32768", "read 0 32768"] }, 200);
        Assert.All(reports, report => Assert.True(report.Callbacks.WindowsMoved >= 4));
    }

    /// <summary>0x20 in a bitmap of burst sizes is bit 5, 32 bytes: half of what the board moves by itself, so twice as many bursts.</summary>
    [Fact]
    public void Example_9_2_makes_the_device_move_bursts_of_32_bytes()
    {
        var rig = Machines.Alone with { Mode = "timed", Requests = ["read 0 32768"], DriverSettings = "sgLen: 64", Nexus = "copyBufferPages: 16" };
        var board = rig.On("manual-9-1-corrected").Run().VirtualTime;
        var board32 = (rig with { Device = "entries: 256, burst: 32B" }).On("manual-9-1-corrected").Run().VirtualTime;
        var programmed = rig.On("manual-9-2-corrected").Run().VirtualTime;
        Assert.True(programmed > board);
        Assert.InRange((programmed - board32).Nanoseconds, 0, 1_000); // it takes one more register write
    }

    private static List<RunReport> Passes(Rig rig, int seeds)
    {
        var reports = rig.Run(seeds).ToList();
        Assert.All(reports, report => Assert.True(report.Verdict == Verdict.Passed, report.Tell()));
        return reports;
    }
}
