using DmaActors.Exploration;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Running;
using DmaActors.Lab.Scenarios;
using DmaActors.Simulation;

namespace DmaActors.Lab.Exploring;

/// <summary>A scenario as something to be explored: its machine, booted for one schedule after another, and what its rules and its data say of each.</summary>
internal sealed class ScenarioModel : IModel
{
    private readonly MachineRun run;

    /// <param name="scenario">Loaded untimed.</param>
    /// <param name="catalog">Where its drivers and devices are found.</param>
    /// <param name="options">What else is to be changed of it.</param>
    /// <param name="inputs">What it reads; several models may share it.</param>
    /// <param name="seed">The seed of its data.</param>
    /// <param name="stepBound">The most steps of one run.</param>
    public ScenarioModel(Scenario scenario, Catalog catalog, RunOptions options, RunInputs inputs, ulong seed, long stepBound)
    {
        Machine = new Machine(scenario, catalog);
        World = (World)Machine.Runtime;
        StepBound = stepBound;
        run = new MachineRun(scenario, options, inputs, Machine, seed, isRepeated: true);
    }

    public World World { get; }

    public Machine Machine { get; }

    public long StepBound { get; }

    public long Progress => run.State.Completed + run.State.BarriersPassed;

    /// <summary>Who waits for what at the end of the latest run, if nothing more could happen and the work was not done.</summary>
    public IReadOnlyList<string> Blocked => World.Status == RunStatus.Quiescent && !run.State.IsOver ? run.Blocked() : [];

    public void Begin(IStrategy strategy)
    {
        if (run.Boot(strategy))
            run.Start();
    }

    /// <summary>The only rule, or word, that counts; null: all do.</summary>
    public string? Rule { get; init; }

    public Violation? Judge()
    {
        run.Settle();
        return JudgePanic() ?? JudgeRules() ?? JudgeWork() ?? JudgeEnd();
    }

    private bool Counts(string rule) => Rule is null || Rule == rule;

    private Violation? JudgePanic() => run.Panic is { } panic && Counts(ViolationWords.Panic)
        ? new Violation(ViolationKind.Panic, ViolationWords.Panic, World.Panic?.Actor ?? "boot", panic, World.Steps)
        : null;

    private Violation? JudgeRules()
    {
        for (var i = 0; i < Machine.Rules.Count; i++)
        {
            var finding = Machine.Rules.Findings[i];
            if (Counts(finding.Rule.Id))
                return new Violation(ViolationKind.Failed, finding.Rule.Id, finding.Where, finding.Text, finding.Step);
        }

        return null;
    }

    /// <summary>What the user of the machine has to say.</summary>
    private Violation? JudgeWork()
    {
        var state = run.State;
        if (state.Difference is { } difference && Counts(ViolationWords.Data))
        {
            return new Violation(
                ViolationKind.Failed,
                ViolationWords.Data,
                difference.Disk,
                $"request {difference.Request} reads 0x{difference.Found:X2} at byte {difference.Offset}, where 0x{difference.Expected:X2} must be, from {difference.ExpectedFrom}",
                World.Steps);
        }

        if (state.Refusal is { } refusal && Counts(ViolationWords.Refusal))
            return new Violation(ViolationKind.Failed, ViolationWords.Refusal, "user", refusal, World.Steps);
        return state.FirstFailure is { } failure && Counts(ViolationWords.Request) ? new Violation(ViolationKind.Failed, ViolationWords.Request, "user", failure, World.Steps) : null;
    }

    private Violation? JudgeEnd()
    {
        switch (World.Status)
        {
            case RunStatus.ChannelBoundReached when Counts(ViolationWords.Livelock):
                return new Violation(ViolationKind.Livelock, ViolationWords.Livelock, World.FullChannel!, $"the channel {World.FullChannel} holds as many messages as it may", World.Steps);
            case RunStatus.Quiescent when !run.State.IsOver:
                return Counts(ViolationWords.Deadlock) ? new Violation(ViolationKind.Deadlock, ViolationWords.Deadlock, "user", string.Join("; ", run.Blocked()), World.Steps) : null;
            case RunStatus.Quiescent when Counts(ViolationWords.Data):
                return CompareDisks();
            default:
                return null;
        }
    }

    private Violation? CompareDisks()
    {
        foreach (var disk in run.State.Disks)
        {
            if (disk.CompareAll() is { } difference)
            {
                return new Violation(
                    ViolationKind.Failed, ViolationWords.Data, disk.Name, $"at the end the disk holds 0x{difference.Found:X2} at byte {difference.Offset}, where 0x{difference.Expected:X2} must be", World.Steps);
            }
        }

        return null;
    }
}
