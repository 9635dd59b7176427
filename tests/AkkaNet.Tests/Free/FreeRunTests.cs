using DmaActors.AkkaNet.Tests.Support;
using DmaActors.Drivers.Block;
using DmaActors.Drivers.Isa;
using DmaActors.Lab.Running;
using DmaActors.Lab.Scenarios;

namespace DmaActors.AkkaNet.Tests.Free;

/// <summary>Whole machines on real threads: data, rules and ledger are checked as on our own runtime, and afterwards nothing is left.</summary>
public sealed class FreeRunTests(Runtimes runtimes) : IClassFixture<Runtimes>
{
    [Theory]
    [InlineData("default.yaml")]
    [InlineData("one-cookie.yaml")]
    [InlineData("shared-line.yaml")]
    [InlineData("manual/9-1-corrected.yaml")]
    [InlineData("manual/9-7-corrected.yaml")]
    [InlineData("samples/character.yaml")]
    [InlineData("samples/first-party.yaml")]
    [InlineData("samples/high-level.yaml")]
    public void A_correct_driver_moves_every_byte_on_real_threads(string name)
    {
        var scenario = Load(name);
        for (var round = 0UL; round < 2; round++)
        {
            var report = Run(scenario, round);

            Assert.True(report.Ok, $"{report.Verdict} {report.Panic} {report.FirstFailure} {string.Join("; ", report.Blocked)} {string.Join("; ", report.Findings)}");
            Assert.Equal(report.RequestsPlanned, report.Requests);
            Assert.All(report.Images, image => Assert.Equal(image.Expected, image.Found));
            Assert.Equal(0UL, report.FramesLeft);
            Assert.Null(report.TraceHash);
            Assert.Equal(0, runtimes.Host(Runtimes.Free).LiveActors);
        }
    }

    [Fact]
    public void A_driver_that_loses_a_request_ends_in_a_deadlock_that_names_who_waits()
    {
        var report = Run(Load("manual/9-6.yaml"), 1);

        Assert.NotEqual(Verdict.Passed, report.Verdict);
        Assert.True(report.Verdict != Verdict.Deadlock || report.Blocked.Count > 0);
    }

    /// <summary>
    /// Each instance throws at its twentieth transfer. As many requests fail as on our own runtime, but for one an instance: whether the nineteenth has been completed by then is a matter of order.
    /// </summary>
    [Theory]
    [InlineData(PanicResponse.Stop, 1)]
    [InlineData(PanicResponse.Restart, 4)]
    public void After_a_driver_threw_the_machine_goes_on_and_what_it_had_is_taken_back(PanicResponse onPanic, int lives)
    {
        var scenario = Load("samples/restart.yaml");
        scenario.Devices[0].OnPanic = onPanic;
        for (var round = 0UL; round < 2; round++)
        {
            var ours = Run(scenario, new RunOptions { Seed = round });
            var report = Run(scenario, round);

            Assert.Equal((Verdict.Panic, report.RequestsPlanned), (report.Verdict, report.Requests));
            Assert.Equal(Enumerable.Range(1, lives).Select(life => (life == 1 ? "disk0" : $"disk0@{life}", life < lives)), report.Stopped.Select(stopped => (stopped.Instance, stopped.IsRestarted)));
            Assert.All(report.Stopped, stopped => Assert.Contains(stopped.Held, held => held.EndsWith("/attach#1), bound", StringComparison.Ordinal)));
            Assert.InRange(report.Failed, ours.Failed - lives, ours.Failed + lives);
            Assert.Contains("EIO", report.FirstFailure, StringComparison.Ordinal);
            Assert.True(report.FindingCount == 0 && report.Blocked.Count == 0, string.Join("; ", [.. report.Blocked, .. report.Findings.Select(finding => finding.Text)]));
            Assert.Null(report.Difference);
            Assert.NotEmpty(report.Images);
            Assert.All(report.Images, image => Assert.Equal(image.Expected, image.Found));
            Assert.Equal(0UL, report.FramesLeft);
            Assert.Equal(0, runtimes.Host(Runtimes.Free).LiveActors);
        }
    }

    [Fact]
    public void A_cancelled_run_stops_and_leaves_nothing_running()
    {
        using var cancelled = new CancellationTokenSource();
        using var session = RunSession.Prepare(Load("default.yaml"), Config.Catalog, Options(1), out _);

        var report = session!.Execute(_ => cancelled.Cancel(), cancelled.Token);

        Assert.True(report.WasCancelled);
        Assert.Equal(0, runtimes.Host(Runtimes.Free).LiveActors);
    }

    private static Scenario Load(string name)
    {
        var load = ScenarioLoader.Load(Config.File($"scenarios/{name}"), Config.Catalog, new ScenarioLoadOptions { Files = new ScenarioFiles(Config.Directory) });
        Assert.Empty(load.Errors);
        foreach (var device in load.Scenario!.Instances)
            Calm(device.Section.DriverSettings);
        return load.Scenario;
    }

    /// <summary>No watchdog fires because others keep the processors of the host busy: its time is real.</summary>
    private static void Calm(object? settings)
    {
        const long ever = 1_000_000_000_000;
        if (settings is BlockDmaSettings block)
            block.WatchdogNanoseconds = ever;
        else if (settings is IsaBlockSettings isa)
            isa.WatchdogNanoseconds = ever;
    }

    private RunReport Run(Scenario scenario, ulong seed) => Run(scenario, Options(seed));

    private static RunReport Run(Scenario scenario, RunOptions options)
    {
        using var session = RunSession.Prepare(scenario, Config.Catalog, options, out var errors);
        Assert.Empty(errors);
        return session!.Execute(null, CancellationToken.None);
    }

    [Fact]
    public void Machines_with_equal_options_run_on_one_runtime_so_that_a_row_of_runs_leaves_nothing_behind()
    {
        var host = runtimes.Host(Runtimes.Free);
        var first = host.RuntimeFor(new WorldOptions { LastResortTimers = new List<string> { "poll" } });
        Assert.Same(first, host.RuntimeFor(new WorldOptions { LastResortTimers = new List<string> { "poll" } }));
        Assert.NotSame(first, host.RuntimeFor(new WorldOptions { LastResortTimers = new List<string> { "watchdog" } }));
    }

    private RunOptions Options(ulong seed) => new() { Seed = seed, Runtime = runtimes.Host(Runtimes.Free).RuntimeFor };
}
