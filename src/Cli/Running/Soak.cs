using System.Diagnostics;
using DmaActors.Cli.CommandLine;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Running;
using DmaActors.Simulation;

namespace DmaActors.Cli.Running;

/// <summary>Repeats a run on real threads until a time is over. Every round is checked as a single run is; between rounds memory and actors are counted.</summary>
internal sealed class Soak(RunInput input, RunRequest request, Invocation invocation, IWorldLog log, IRuntimeHost host, Supervisor supervisor)
{
    private const int Samples = 30;

    private readonly TimeSpan length = TimeSpan.FromMinutes(request.SoakMinutes!.Value);
    private readonly List<SoakSample> samples = [];
    private readonly Stopwatch clock = new();

    /// <summary>Null when a round cannot be prepared.</summary>
    public SoakReport? Run(Action<RunProgress>? tell, out IReadOnlyList<InputError> errors)
    {
        errors = [];
        clock.Start();
        var (rounds, failed, framesLeft, findings) = (0, 0, 0, 0L);
        var (requests, lost, messages) = (0L, 0L, 0L);
        var (runTime, lateness) = (TimeSpan.Zero, default(VirtualDuration));
        RunReport? told = null;
        var firstSeed = invocation.Seed ?? input.Scenario.Seed;
        do
        {
            var options = request.OptionsFor(invocation, log, host) with { Seed = unchecked(firstSeed + (ulong)rounds) };
            using var session = RunSession.Prepare(input.Scenario, input.Workbench.Catalog, options, out errors);
            if (session is null)
                return null;
            var report = supervisor.Watch(() => session.StepsSoFar, () => session.CurrentTurn, () => session.Execute(tell, supervisor.Token));
            if (report.WasCancelled)
                break;
            rounds++;
            requests += report.Requests;
            lost += report.Unaccounted;
            messages += report.Messages;
            findings += report.FindingCount;
            runTime += report.WallTime;
            if (report.Lateness is { } late && late.CompareTo(lateness) > 0)
                lateness = late;
            framesLeft += report.FramesLeft > 0 ? 1 : 0;
            failed += report.Ok ? 0 : 1;
            if (told is null || told.Ok)
                told = report;
            if (clock.Elapsed >= length * samples.Count / Samples)
                Sample(rounds);
        }
        while (clock.Elapsed < length && !supervisor.Token.IsCancellationRequested);
        return told is null
            ? null
            : new SoakReport
            {
                Rounds = rounds,
                FailedRounds = failed,
                RoundsWithFramesLeft = framesLeft,
                Requests = requests,
                Lost = lost,
                Messages = messages,
                Findings = findings,
                Lateness = lateness,
                WallTime = clock.Elapsed,
                RunTime = runTime,
                Samples = samples,
                Told = told,
                WasCancelled = supervisor.Token.IsCancellationRequested && clock.Elapsed < length,
            };
    }

    private void Sample(int rounds)
    {
        var managed = GC.GetTotalMemory(forceFullCollection: true);
        samples.Add(new SoakSample(clock.Elapsed.TotalSeconds, rounds, managed, Environment.WorkingSet, host.LiveActors));
    }
}
