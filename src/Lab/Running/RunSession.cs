using System.Diagnostics;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Traces;
using DmaActors.Lab.Workloads;
using DmaActors.Simulation;

namespace DmaActors.Lab.Running;

/// <summary>A run that has been prepared: all inputs are read and right. Execute it once.</summary>
public sealed class RunSession : IDisposable
{
    /// <summary>Steps between two looks at the clock, the progress and the cancellation.</summary>
    private const int Slice = 4_096;

    /// <summary>Steps of a run whose scenario sets no bound and whose workload is small.</summary>
    private const long DefaultSteps = 1_000_000;

    private readonly Scenario scenario;
    private readonly RunOptions options;
    private readonly RunInputs inputs;

    /// <summary>What was read; <see cref="inputs"/> may be a part of it.</summary>
    private readonly RunInputs whole;
    private readonly Machine machine;
    private readonly MachineRun run;
    private readonly ulong seed;

    /// <summary>Null: no trace is asked for.</summary>
    private readonly StreamWriter? traceFile;
    private volatile TraceWriter? writer;

    private RunSession(Work work, RunInputs whole, RunOptions options, Machine machine, ulong seed, StreamWriter? traceFile)
    {
        (scenario, inputs) = work;
        this.whole = whole;
        this.options = options;
        this.machine = machine;
        this.seed = seed;
        this.traceFile = traceFile;
        run = new MachineRun(scenario, options, inputs, machine, seed);
    }

    /// <summary>What the machine is doing, for a watchdog on another thread.</summary>
    public string CurrentTurn => machine.Runtime.CurrentTurn;

    /// <summary>Messages delivered so far, for a watchdog on another thread.</summary>
    public long StepsSoFar => machine.Runtime.Steps;

    /// <summary>What it runs on; null: another actor system, which cannot be looked into.</summary>
    internal World? World => machine.Runtime as World;

    /// <summary>Reads everything that the run needs. When anything is wrong there is no session, and every error is told.</summary>
    public static RunSession? Prepare(Scenario scenario, Catalog catalog, RunOptions options, out IReadOnlyList<InputError> errors)
    {
        var found = new List<InputError>();
        errors = found;
        var seed = options.Seed ?? scenario.Seed;
        var whole = RunInputs.Read(scenario, options, seed, found);
        if (whole is null)
            return null;
        var work = new Work(scenario, whole);
        if (options.Excerpt is { } excerpt)
        {
            if (work.Problem(excerpt) is { } problem)
            {
                found.Add(InputError.OfFile(scenario.File, "excerpt", problem, "instances and requests of this scenario"));
                whole.Dispose();
                return null;
            }

            work = work.Take(excerpt);
        }

        StreamWriter? trace = null;
        if (options.TracePath is { } path && (trace = TraceWriter.TryCreateFile(path, out var error)) is null)
        {
            found.Add(error!);
            whole.Dispose();
            return null;
        }

        return new RunSession(work, whole, options, new Machine(work.Scenario, catalog, options.Runtime), seed, trace);
    }

    /// <summary>Runs to the end. Cancelling gives the report so far.</summary>
    public RunReport Execute(Action<RunProgress>? progress, CancellationToken cancellation) =>
        Execute(new RandomStrategy(seed), null, long.MaxValue, progress, cancellation);

    /// <summary>
    /// Writes what there is of the trace to its file. For a watchdog on another thread that is about to end the program: only while a turn does not end, which is when nobody
    /// else writes.
    /// </summary>
    public void FlushTrace() => writer?.Flush();

    public void Dispose()
    {
        whole.Dispose();
        traceFile?.Dispose();
    }

    /// <param name="strategy">Who answers what is undetermined.</param>
    /// <param name="recorder">Sees every step; null: the trace writer, if a trace was asked for.</param>
    /// <param name="maxSteps">The run ends here at the latest.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancellation">Ends the run between two turns.</param>
    internal RunReport Execute(IStrategy strategy, IStepRecorder? recorder, long maxSteps, Action<RunProgress>? progress, CancellationToken cancellation)
    {
        var runtime = machine.Runtime;
        runtime.Log = options.Log ?? runtime.Log;
        if (!run.Boot(strategy))
            return Report(TimeSpan.Zero, cancelled: false);
        runtime.Recorder = recorder;
        run.Start();
        using var trace = traceFile is { } file && runtime is World world ? TraceWriter.Begin(file, TraceHeader.Of(scenario, options, seed), world) : null;
        writer = trace;
        var clock = Stopwatch.StartNew();
        var bound = Math.Min(maxSteps, StepBound());
        while (runtime.Run(Math.Min(Slice, bound - runtime.Steps)) == RunStatus.Running && runtime.Steps < bound && !cancellation.IsCancellationRequested)
            progress?.Invoke(new RunProgress(State.Completed, run.Planned, runtime.Steps, runtime.Now));
        runtime.Halt();
        clock.Stop();
        run.Settle();
        writer = null;
        trace?.Finish();
        var report = Report(clock.Elapsed, cancellation.IsCancellationRequested);
        return report with { WrittenBack = WriteBackImages(report) };
    }

    /// <summary>The user's images take over what the disks hold, if that was asked for and the run passed.</summary>
    private List<string> WriteBackImages(RunReport report)
    {
        var written = new List<string>();
        if (!options.WriteBack || !report.Ok)
            return written;
        for (var i = 0; i < State.Disks.Count; i++)
        {
            if (inputs.ImagePaths[i] is not { } path)
                continue;
            WriteBack.Save(path, State.Disks[i].Media);
            written.Add(path);
        }

        return written;
    }

    /// <summary>As the scenario says; else far more than a workload of this size can need.</summary>
    private long StepBound() =>
        scenario.Bounds.Steps ?? Math.Max(DefaultSteps, (Math.Max(inputs.Plan.Count, run.Planned) * 5_000L) + ((inputs.Plan.Totals.BytesRead + inputs.Plan.Totals.BytesWritten) / 64));

    private RunReport Report(TimeSpan wall, bool cancelled)
    {
        var runtime = machine.Runtime;
        var images = State.IsOver ? CompareImages() : [];
        var counters = machine.Nexus.Counters;
        var softcall = machine.SoftCall;
        return new RunReport
        {
            Scenario = scenario.File,
            Seed = seed,
            Verdict = run.VerdictOf(images.Exists(image => image.Expected != image.Found)),
            WasCancelled = cancelled && !State.IsOver,
            TraceHash = runtime.TraceHash?.ToString(),
            Lateness = runtime.Lateness,
            Requests = State.Completed,
            RequestsPlanned = run.Planned,
            Barriers = State.BarriersPassed,
            Failed = State.Failed,
            TimedOut = State.TimedOut,
            FirstFailure = State.Refusal ?? State.FirstFailure,
            BytesMoved = State.BytesMoved,
            FramesMissed = State.FramesMissed,
            FramesLost = State.FramesLost,
            Suspends = State.Suspends,
            SuspendRefusal = State.SuspendRefusal,
            Messages = runtime.Steps,
            VirtualTime = runtime.Now,
            WallTime = wall,
            Latency = new LatencySummary(State.Latency.At(50_000), State.Latency.At(90_000), State.Latency.At(99_000), State.Latency.At(99_900), State.Latency.Max),
            OverlapWaits = State.Cursor.OverlapWaits,
            Callbacks = new CallbackSummary(
                counters.NoResources + (machine.Isa?.Taken ?? 0), counters.Registered + (machine.Isa?.Registered ?? 0), softcall.Passes, softcall.Returns.RunOut, softcall.Returns.Done, counters.CopyBufferBinds, counters.BytesCopied, counters.WindowsMoved),
            Findings = machine.Rules.Findings,
            FindingCount = machine.Rules.Count,
            Difference = State.Difference,
            Images = images,
            Blocked = runtime.Status == RunStatus.Quiescent && !State.IsOver ? run.Blocked() : [],
            Panic = run.Panic,
            Stopped = [.. run.Stopped],
            FramesLeft = State.IsOver ? machine.FramesInUse : 0,
            TracePath = options.TracePath,
        };
    }

    private WorkloadState State => run.State;

    private List<ImageHash> CompareImages()
    {
        var images = new List<ImageHash>();
        for (var i = 0; i < State.Disks.Count; i++)
        {
            var disk = State.Disks[i];
            var expected = disk.HasFailedWrites ? disk.Shadow.Sha256() : DirectReplay.Sha256(inputs.Plan, i, seed, inputs.Images[i]);
            images.Add(new ImageHash(disk.Name, expected, ImageDigest.Sha256(disk.Media)));
        }

        return images;
    }
}
