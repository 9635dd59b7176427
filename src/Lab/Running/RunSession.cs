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
    private readonly Machine machine;
    private readonly ulong seed;

    /// <summary>Null: no trace is asked for.</summary>
    private readonly StreamWriter? traceFile;
    private WorkloadState state = null!;
    private volatile TraceWriter? writer;

    /// <summary>A panic before the first step, in words.</summary>
    private string? panic;

    private RunSession(Scenario scenario, RunOptions options, RunInputs inputs, Machine machine, ulong seed, StreamWriter? traceFile)
    {
        this.scenario = scenario;
        this.options = options;
        this.inputs = inputs;
        this.machine = machine;
        this.seed = seed;
        this.traceFile = traceFile;
    }

    /// <summary>What the machine is doing, for a watchdog on another thread.</summary>
    public string CurrentTurn => machine.Runtime.CurrentTurn;

    /// <summary>Messages delivered so far, for a watchdog on another thread.</summary>
    public long StepsSoFar => machine.Runtime.Steps;

    /// <summary>Reads everything that the run needs. When anything is wrong there is no session, and every error is told.</summary>
    public static RunSession? Prepare(Scenario scenario, Catalog catalog, RunOptions options, out IReadOnlyList<InputError> errors)
    {
        var found = new List<InputError>();
        errors = found;
        var seed = options.Seed ?? scenario.Seed;
        var inputs = RunInputs.Read(scenario, options, seed, found);
        if (inputs is null)
            return null;
        StreamWriter? trace = null;
        if (options.TracePath is { } path && (trace = TraceWriter.TryCreateFile(path, out var error)) is null)
        {
            found.Add(error!);
            inputs.Dispose();
            return null;
        }

        return new RunSession(scenario, options, inputs, new Machine(scenario, catalog, options.Runtime), seed, trace);
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
        inputs.Dispose();
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
        var media = inputs.Images.Select(image => NewMedia(image)).ToList();
        state = new WorkloadState(
            [.. media.Take(Frames is null ? media.Count : 0).Select((image, i) => new DiskUnderTest(scenario.Instances[i].Name, image, new ShadowImage(inputs.Images[i], seed), seed))],
            new ReplayCursor(inputs.Plan, options.Depth ?? scenario.Workload.Depth, options.Paced ?? scenario.Workload.Paced));
        try
        {
            machine.Boot(strategy, media);
        }
        catch (ConstructorPanicException exception)
        {
            panic = exception.Message;
            return Report(TimeSpan.Zero, cancelled: false);
        }

        runtime.Recorder = recorder;
        var workload = runtime.Spawn("user", NewWorkload());
        runtime.Tell(workload, new BeginWorkload());
        using var trace = traceFile is { } file && runtime is World world ? TraceWriter.Begin(file, TraceHeader.Of(scenario, options, seed), world) : null;
        writer = trace;
        var clock = Stopwatch.StartNew();
        var bound = Math.Min(maxSteps, StepBound());
        while (runtime.Run(Math.Min(Slice, bound - runtime.Steps)) == RunStatus.Running && runtime.Steps < bound && !cancellation.IsCancellationRequested)
            progress?.Invoke(new RunProgress(state.Completed, Planned, runtime.Steps, runtime.Now));
        runtime.Halt();
        clock.Stop();
        if (runtime.Status == RunStatus.Quiescent)
        {
            machine.Nexus.AssertInvariants();
            machine.Rules.Quiescent();
        }

        writer = null;
        trace?.Finish();
        var report = Report(clock.Elapsed, cancellation.IsCancellationRequested);
        return report with { WrittenBack = WriteBackImages(report) };
    }

    private Actor NewWorkload() => Frames is { } frames
        ? new FrameWorkload(machine, state, frames)
        : new BlockWorkload(machine, state, scenario.Workload, new VirtualDuration(scenario.Memory.PageMoveNanoseconds));

    /// <summary>What network instances send; null: the scenario has other work.</summary>
    private FramePlan? Frames => scenario.Workload is { Kind: WorkloadKind.Frames } workload
        ? new FramePlan(seed, workload.Requests, options.Depth ?? workload.Depth, (int)workload.FrameBytes)
        : null;

    private long Planned => Frames is { } frames ? (long)frames.Frames * scenario.Instances.Count : inputs.Plan.Totals.Requests;

    private IImage NewMedia(ImageSource image) => machine.Runtime.IsParallel ? new GatedImage(image.NewMedia()) : image.NewMedia();

    /// <summary>The user's images take over what the disks hold, if that was asked for and the run passed.</summary>
    private List<string> WriteBackImages(RunReport report)
    {
        var written = new List<string>();
        if (!options.WriteBack || !report.Ok)
            return written;
        for (var i = 0; i < state.Disks.Count; i++)
        {
            if (inputs.ImagePaths[i] is not { } path)
                continue;
            WriteBack.Save(path, state.Disks[i].Media);
            written.Add(path);
        }

        return written;
    }

    /// <summary>As the scenario says; else far more than a workload of this size can need.</summary>
    private long StepBound() =>
        scenario.Bounds.Steps ?? Math.Max(DefaultSteps, (Math.Max(inputs.Plan.Count, Planned) * 5_000L) + ((inputs.Plan.Totals.BytesRead + inputs.Plan.Totals.BytesWritten) / 64));

    private RunReport Report(TimeSpan wall, bool cancelled)
    {
        var runtime = machine.Runtime;
        var images = state.IsOver ? CompareImages() : [];
        var counters = machine.Nexus.Counters;
        var softcall = machine.SoftCall;
        return new RunReport
        {
            Scenario = scenario.File,
            Seed = seed,
            Verdict = VerdictOf(images),
            WasCancelled = cancelled && !state.IsOver,
            TraceHash = runtime.TraceHash?.ToString(),
            Requests = state.Completed,
            RequestsPlanned = Planned,
            Barriers = state.BarriersPassed,
            Failed = state.Failed,
            FirstFailure = state.Refusal ?? state.FirstFailure,
            BytesMoved = state.BytesMoved,
            FramesMissed = state.FramesMissed,
            Suspends = state.Suspends,
            SuspendRefusal = state.SuspendRefusal,
            Messages = runtime.Steps,
            VirtualTime = runtime.Now,
            WallTime = wall,
            Latency = new LatencySummary(state.Latency.At(50_000), state.Latency.At(90_000), state.Latency.At(99_000), state.Latency.At(99_900), state.Latency.Max),
            OverlapWaits = state.Cursor.OverlapWaits,
            Callbacks = new CallbackSummary(
                counters.NoResources + (machine.Isa?.Taken ?? 0), counters.Registered + (machine.Isa?.Registered ?? 0), softcall.Passes, softcall.Returns.RunOut, softcall.Returns.Done, counters.CopyBufferBinds, counters.BytesCopied, counters.WindowsMoved),
            Findings = machine.Rules.Findings,
            FindingCount = machine.Rules.Count,
            Difference = state.Difference,
            Images = images,
            Blocked = runtime.Status == RunStatus.Quiescent && !state.IsOver ? Blocked() : [],
            Panic = panic ?? (runtime.Panic is { } thrown ? Describe(thrown) : null),
            FramesLeft = state.IsOver ? machine.FramesInUse : 0,
            TracePath = options.TracePath,
        };
    }

    private static string Describe(Panic panic)
    {
        var message = panic.Message.GetType().Name.Split('`')[0];
        return $"{panic.Actor} threw {panic.Exception.GetType().Name} on {message} in step {panic.Step}: {panic.Exception.Message}";
    }

    private Verdict VerdictOf(List<ImageHash> images)
    {
        if (panic is not null || machine.Runtime.Status == RunStatus.Panicked)
            return Verdict.Panic;
        if (machine.Rules.Count > 0 || state.Difference is not null || state.Failed > 0 || state.Refusal is not null || images.Exists(image => image.Expected != image.Found))
            return Verdict.Failed;
        if (machine.Runtime.Status == RunStatus.Quiescent)
            return state.IsOver ? Verdict.Passed : Verdict.Deadlock;
        if (machine.Runtime.Status == RunStatus.ChannelBoundReached)
            return Verdict.Livelock;
        return Verdict.BoundReached;
    }

    private List<ImageHash> CompareImages()
    {
        var images = new List<ImageHash>();
        for (var i = 0; i < state.Disks.Count; i++)
        {
            var disk = state.Disks[i];
            var expected = disk.HasFailedWrites ? disk.Shadow.Sha256() : DirectReplay.Sha256(inputs.Plan, i, seed, inputs.Images[i]);
            images.Add(new ImageHash(disk.Name, expected, ImageDigest.Sha256(disk.Media)));
        }

        return images;
    }

    /// <summary>Who waits for what, now that nothing can happen any more.</summary>
    private List<string> Blocked()
    {
        var blocked = new List<string>();
        foreach (var context in machine.Runtime.LiveContexts.OrderBy(context => context.Name, StringComparer.Ordinal))
            blocked.Add($"{context.Name} waits for {context.WaitsForText}");
        foreach (var sleeper in machine.Nexus.Sleeping)
            blocked.Add($"{sleeper} sleeps in the nexus for DMA resources that nobody is left to release");
        if (machine.Nexus.Owed > 0)
            blocked.Add($"{machine.Nexus.Owed} callback(s) wait on the nexus's list for a release");
        if (machine.Isa is { } isa)
        {
            blocked.AddRange(isa.Sleeping);
            if (isa.Owed > 0)
                blocked.Add($"{isa.Owed} callback(s) wait for a DMA channel to be released");
        }

        if (state.InFlight > 0)
            blocked.Add($"{state.InFlight} request(s) are in the driver and not completed");
        return blocked;
    }
}
