using DmaActors.Lab.Machines;
using DmaActors.Lab.Running.Waiting;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Workloads;
using DmaActors.Simulation;

namespace DmaActors.Lab.Running;

/// <summary>One run of a machine after another: boots it with its media as they were at first, gives it its workload, and says how the run stands.</summary>
/// <param name="scenario">What is run.</param>
/// <param name="options">What else is changed of it.</param>
/// <param name="inputs">What it reads.</param>
/// <param name="machine">The machine.</param>
/// <param name="seed">Of the data.</param>
/// <param name="isRepeated">There are many runs: media, shadow copies and counts are kept from one to the next.</param>
internal sealed class MachineRun(Scenario scenario, RunOptions options, RunInputs inputs, Machine machine, ulong seed, bool isRepeated = false)
{
    private readonly LatencyHistogram latency = new();
    private IReadOnlyList<IMedia> media = [];
    private IReadOnlyList<DiskUnderTest>? disks;

    public Machine Machine => machine;

    /// <summary>What the workload of the latest run has done.</summary>
    public WorkloadState State { get; private set; } = null!;

    /// <summary>A panic before the first step of the latest run, in words.</summary>
    public string? BootPanic { get; private set; }

    /// <summary>Requests or frames that a whole run has.</summary>
    public long Planned => Frames is { } frames ? (long)frames.Frames * scenario.Instances.Count : inputs.Plan.Totals.Requests;

    /// <summary>What network instances send; null: the scenario has other work.</summary>
    private FramePlan? Frames => scenario.Workload is { Kind: WorkloadKind.Frames } workload
        ? new FramePlan(seed, workload.Requests, options.Depth ?? workload.Depth, (int)workload.FrameBytes)
        : null;

    /// <summary>Boots the machine for a run. False: the constructor of a driver or device threw.</summary>
    public bool Boot(IStrategy strategy)
    {
        if (disks is null || !isRepeated)
        {
            var images = inputs.Images.Select(NewMedia).ToList();
            media = images;
            disks = [.. images.Take(Frames is null ? images.Count : 0).Select((image, i) => new DiskUnderTest(scenario.Instances[i].Name, image, new ShadowImage(inputs.Images[i], seed), seed))];
        }
        else
        {
            foreach (var disk in disks)
                disk.Rewind();
        }

        latency.Clear();
        State = new WorkloadState(disks, new ReplayCursor(inputs.Plan, options.Depth ?? scenario.Workload.Depth, options.Paced ?? scenario.Workload.Paced), latency) { InTurn = machine.IsUntimed && !options.AtOnce };
        BootPanic = null;
        try
        {
            machine.Boot(strategy, media);
            return true;
        }
        catch (ConstructorPanicException exception)
        {
            BootPanic = exception.Message;
            return false;
        }
    }

    /// <summary>Tells the user to begin.</summary>
    public void Start()
    {
        var workload = machine.Runtime.Spawn("user", NewWorkload());
        machine.Recovery?.User = workload;
        machine.Runtime.Tell(workload, new BeginWorkload());
    }

    /// <summary>The run has ended: where nothing more can happen, what is still outstanding is judged.</summary>
    public void Settle()
    {
        if (machine.Runtime.Status != RunStatus.Quiescent)
            return;
        machine.Nexus.AssertInvariants();
        machine.Rules.Quiescent();
    }

    /// <summary>What ended the run in a panic, or the first panic after which it went on, in words; null: nothing threw.</summary>
    public string? Panic
    {
        get
        {
            if (BootPanic is not null || machine.Runtime.Panic is not { } latest)
                return BootPanic;
            return Describe(machine.Runtime.Status == RunStatus.Panicked || SupervisedPanics.Count == 0 ? latest : SupervisedPanics[0].Panic);
        }
    }

    /// <summary>Instances that were stopped because their code threw, while the machine went on.</summary>
    public IEnumerable<StoppedInstance> Stopped => SupervisedPanics.Select(stopped => new StoppedInstance(
        stopped.Instance,
        Describe(stopped.Panic),
        stopped.Panic.Step,
        stopped.IsRestarted,
        [.. machine.Rules.Held.Where(held => held.Instance == stopped.Instance).Select(held => held.Text)]));

    /// <summary>How the run stands, when nothing is known of its images but this.</summary>
    public Verdict VerdictOf(bool imagesDiffer)
    {
        // An exception has left the code of a driver, whether or not the machine went on.
        if (BootPanic is not null || machine.Runtime.Status == RunStatus.Panicked || SupervisedPanics.Count > 0)
            return Verdict.Panic;
        if (machine.Rules.Count > 0 || State.Difference is not null || State.Failed > 0 || State.Refusal is not null || imagesDiffer)
            return Verdict.Failed;
        if (machine.Runtime.Status == RunStatus.Quiescent)
            return State.IsOver ? Verdict.Passed : Verdict.Deadlock;
        if (machine.Runtime.Status == RunStatus.ChannelBoundReached)
            return Verdict.Livelock;
        return Verdict.BoundReached;
    }

    /// <summary>Who waits for what, now that nothing can happen any more.</summary>
    public List<string> Blocked() => [.. WaitForGraph.Of(machine, State).Lines];

    private IReadOnlyList<SupervisedPanic> SupervisedPanics => machine.Supervision?.Panics ?? [];

    private Actor NewWorkload() => Frames is { } frames
        ? new FrameWorkload(machine, State, scenario.Workload, frames)
        : new BlockWorkload(machine, State, scenario.Workload, new VirtualDuration(scenario.Memory.PageMoveNanoseconds));

    private IImage NewMedia(ImageSource image)
    {
        if (isRepeated)
            return new RewindableImage(image);
        return machine.Runtime.IsParallel ? new GatedImage(image.NewMedia()) : image.NewMedia();
    }

    private static string Describe(Panic panic)
    {
        var message = panic.Message.GetType().Name.Split('`')[0];
        return $"{panic.Actor} threw {panic.Exception.GetType().Name} on {message} in step {panic.Step}: {panic.Exception.Message}";
    }
}
