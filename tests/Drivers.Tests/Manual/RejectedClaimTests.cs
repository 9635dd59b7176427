namespace DmaActors.Drivers.Tests.Manual;

/// <summary>What the examples are accused of and did not do: src/Drivers/Manual/README.md, "Not defects". Each is tried where it would show.</summary>
public sealed class RejectedClaimTests
{
    private const int Seeds = 500;

    /// <summary>R1. The corrected handler has it, too: what is lost would be lost there.</summary>
    [Fact]
    public void An_unbind_with_the_mutex_held_loses_no_callback() =>
        Assert.All(Machines.Contended.On("manual-9-1-corrected").Run(Seeds), report => Assert.True(report.Verdict == Verdict.Passed && report.Callbacks.Passes > 0, report.Tell()));

    /// <summary>R2.</summary>
    [Fact]
    public void A_bind_with_the_mutex_of_the_callback_held_does_not_deadlock() =>
        Assert.All(Machines.Contended.On("manual-9-6").Run(Seeds), report => Assert.False(report.WaitsFor("the lock"), report.Tell()));

    /// <summary>R3, R4: every detach that hangs does so because a callback is still on the list.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Detach_of_example_9_6_misses_no_signal_and_no_merged_registration(int requests)
    {
        var rig = Machines.Contended.On("manual-9-6") with { Requests = [.. new[] { "write 0 4096", "read 8192 4096" }.Take(requests)] };
        Assert.All(rig.Run(Seeds), report => Assert.True(!report.WaitsFor("a signal") || report.OwesCallback(), report.Tell()));
    }

    /// <summary>R5: a count below zero would let detach go while a callback is registered.</summary>
    [Fact]
    public void A_callback_of_example_9_6_does_not_run_before_it_is_counted() =>
        Assert.All(Machines.Contended.On("manual-9-6").Run(Seeds), report => Assert.False(report.Findings.Any(finding => finding.Rule.Id is "DMA052" or "DMA053"), report.Tell()));

    /// <summary>R6. The device has fewer entries than its driver believes.</summary>
    [Fact]
    public void The_error_path_of_example_9_8_completes_the_request()
    {
        var report = (Machines.Alone with { Mode = "timed", Device = "entries: 2", Requests = ["write 0 32768"] }).On("manual-9-8", "sgLen: 64").Run();
        Assert.True(report is { FindingCount: 0, Failed: 1 } && report.Requests == report.RequestsPlanned, report.Tell());
    }

    /// <summary>R7.</summary>
    [Fact]
    public void Two_callers_of_example_9_1_do_not_both_pass_the_test_for_busy() =>
        Assert.All((Machines.TwoCallers.On("manual-9-1") with { Nexus = "copyBufferPages: 16" }).Run(Seeds), report => Assert.True(report.BytesMoved == 16_384 && !report.Breaks("DMA002") && !report.Breaks("DMA010"), report.Tell()));

    /// <summary>R8: what can never be had is asked for once a release, and the run comes to its end.</summary>
    [Fact]
    public void A_callback_that_always_returns_RUNOUT_does_not_keep_a_pass_going()
    {
        var rig = Machines.Pair.On("manual-9-8") with { Requests = ["write 0 4096", "read 8192 4096"] };
        Assert.All(rig.Run(Seeds), report => Assert.True(report.Verdict == Verdict.Failed && report.Callbacks.RunOut <= report.Callbacks.Passes * 2, report.Tell()));
    }

    /// <summary>R9: with a soft interrupt that takes a second, so does the request that waits for it, and the one that released does not.</summary>
    [Fact]
    public void A_callback_does_not_run_in_the_thread_that_releases()
    {
        var report = (Machines.Pair.On("manual-9-1-corrected") with { Mode = "timed", Timing = "softcall: 1s" }).Run();
        Assert.Equal(Verdict.Passed, report.Verdict);
        Assert.True(report.Latency.Max > 1_000_000_000 && report.Latency.P50 < 1_000_000, $"{report.Latency}");
    }

    /// <summary>R10: the start routine's RUNOUT is no second registration when strategy called it.</summary>
    [Fact]
    public void The_first_bind_of_example_9_1_that_fails_registers_once() =>
        Assert.All(Machines.Pair.On("manual-9-1").Run(Seeds), report => Assert.True(report.Callbacks.Registered == 1 && report.Callbacks.Done + report.Callbacks.RunOut == 1, report.Tell()));
}
