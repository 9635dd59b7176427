using DmaActors.Lab.Exploring;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Tests.Scenarios;
using DmaActors.Lab.Traces;

namespace DmaActors.Lab.Tests.Exploring;

/// <summary>A replay that stops in a debugger just before a step.</summary>
public sealed class BreakTests : IDisposable
{
    /// <summary>Of the run: the nexus is asked for the handle of disk0.</summary>
    private const long Step = 4;

    private readonly string outDirectory = Directory.CreateTempSubdirectory("dmasim-break-").FullName;
    private readonly CancellationTokenSource cancellation = new();
    private readonly List<string> said = [];

    public void Dispose()
    {
        cancellation.Dispose();
        Directory.Delete(outDirectory, recursive: true);
    }

    [Fact]
    public void With_a_debugger_it_stops_there_once_and_says_nothing()
    {
        using var session = Replay();
        var debugger = new FakeDebugger(() => PlaceOf(session)) { AttachesAtLook = 0 };

        var report = Run(session, debugger);

        Assert.Equal([(Step, IsBeforeTurn: true)], debugger.Breaks);
        Assert.Empty(said);
        Assert.True(report.Ok);
        session.Execute(new ReplayOptions { To = Step }, null, CancellationToken.None);
        Assert.False(PlaceOf(session).IsBeforeTurn);
    }

    [Fact]
    public void Without_one_it_names_the_process_and_waits_until_one_is_attached()
    {
        using var session = Replay();
        var debugger = new FakeDebugger(() => PlaceOf(session)) { AttachesAtLook = 5 };

        var report = Run(session, debugger);

        Assert.Equal([(Step, IsBeforeTurn: true)], debugger.Breaks);
        Assert.Contains($"for a debugger to attach to process {Environment.ProcessId}", Assert.Single(said), StringComparison.Ordinal);
        Assert.True(report.Ok);
    }

    [Fact]
    public void Who_gives_up_waiting_is_not_stopped()
    {
        using var session = Replay();
        var debugger = new FakeDebugger(() => PlaceOf(session)) { AttachesAtLook = int.MaxValue, OnLook = look => CancelAt(look, 5) };

        var report = Run(session, debugger);

        Assert.Empty(debugger.Breaks);
        Assert.Single(said);
        Assert.True(report.Run!.WasCancelled);
    }

    [Fact]
    public void While_it_waits_a_watchdog_sees_that_it_looks()
    {
        var debugger = new FakeDebugger(() => default) { AttachesAtLook = 5 };
        var stop = Stop(debugger);

        stop.Stop();

        Assert.InRange(stop.Looks, 2, 5);
    }

    private void CancelAt(int look, int last)
    {
        if (look == last)
            cancellation.Cancel();
    }

    private DebuggerStop Stop(IDebugger debugger) => new(debugger, said.Add, cancellation.Token) { BetweenLooks = TimeSpan.Zero };

    private ReplayReport Run(ReplaySession session, FakeDebugger debugger) =>
        session.Execute(new ReplayOptions { Break = Step, OnBreak = Stop(debugger).Stop }, null, cancellation.Token);

    private static (long Step, bool IsBeforeTurn) PlaceOf(ReplaySession session) => (session.StepsSoFar, session.Show("nexus", out _)!.Items.All(item => item.Name != "disk0/dma#1"));

    private ReplaySession Replay()
    {
        var files = ScenarioFiles.Locate();
        var scenario = ScenarioLoader.Load(files.Find("manual/hazards/9-5.1").Path!, RealCatalog.Instance, new ScenarioLoadOptions { Files = files, Untimed = true }).Scenario!;
        using var session = ExploreSession.Prepare(scenario, RealCatalog.Instance, new ExploreOptions { Schedules = 1, Diagnose = false, OutDirectory = outDirectory }, out _);
        var trace = session!.Execute(null, CancellationToken.None).Violations[0].TracePath!;
        return ReplaySession.Prepare(trace, RealCatalog.Instance, files, null, out _)!;
    }

    /// <summary>One that is attached when it has been looked for so often.</summary>
    private sealed class FakeDebugger(Func<(long Step, bool IsBeforeTurn)> place) : IDebugger
    {
        private int looks;

        public required int AttachesAtLook { get; init; }

        public Action<int>? OnLook { get; init; }

        /// <summary>In which step it was stopped in each time, and whether that step's turn was still to come.</summary>
        public List<(long Step, bool IsBeforeTurn)> Breaks { get; } = [];

        public bool IsAttached
        {
            get
            {
                OnLook?.Invoke(looks);
                return looks++ >= AttachesAtLook;
            }
        }

        public void Break() => Breaks.Add(place());
    }
}
