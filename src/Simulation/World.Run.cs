using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using DmaActors.Simulation.Channels;
using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <content>Taking steps, and what happens when something throws.</content>
public sealed partial class World
{
    private readonly OneProcessor processor = new();
    private bool isRunning;
    private Cell? currentReceiver;
    private Cell? currentSender;
    private Message? currentMessage;
    private Cell? panicked;

    /// <summary>The strategy is choosing a step: what it throws is no panic. (A region of its own around the call would cost every step.)</summary>
    private bool isAsking;

    /// <summary>What the framework, the strategy, an observer or the recorder threw: never a panic, even where it passed through code of a driver.</summary>
    private Exception? failure;

    /// <summary>What happened before the turn, as far as it is known now.</summary>
    internal Clock? CurrentClock { get; set; }

    /// <summary>What the present turn handles; null outside one.</summary>
    internal Message? CurrentMessage => currentMessage;

    internal ActorRef CurrentSender => currentSender is null ? default : currentSender.Home;

    /// <summary>Takes at most <paramref name="maxSteps"/> steps. After a panic it goes on, if the <see cref="Supervisor"/> says so.</summary>
    /// <exception cref="SimulationFaultException">Code of the framework threw: a defect of ours.</exception>
    /// <remarks>What a strategy, an observer, a recorder or the supervisor throws comes out as it is. After any exception only <see cref="Reset"/> helps.</remarks>
    public RunStatus Run(long maxSteps = long.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxSteps);
        AssertOutsideTurns();
        if (status == RunStatus.Quiescent)
            status = RunStatus.Running;
        var last = maxSteps > long.MaxValue - Steps ? long.MaxValue : Steps + maxSteps;
        while (TakeSteps(last) && GoesOnAfterPanic())
        {
        }

        return status;
    }

    /// <summary>Takes steps up to a total of <paramref name="last"/>. True: code of a driver or device threw.</summary>
    private bool TakeSteps(long last)
    {
        var hasPanicked = false;
        isRunning = true;
        isAsking = false;
        try
        {
            while (status == RunStatus.Running && Steps < last)
            {
                if (enabled.Count == 0 && !Advance())
                    break;
                var chosen = enabled.Count <= unasked ? 0 : ChooseStep();
                if (chosen < 0)
                    break;
                Deliver(enabled.RemoveAt(chosen));
            }
        }
        catch (Exception exception)
        {
            if (!EndInPanic(exception))
                throw;
            hasPanicked = true;
        }
        finally
        {
            EndTurns();
        }

        // Code of a driver may have caught it.
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
        return hasPanicked;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Deliver(Channel channel)
    {
        var message = channel.Head!;
        var to = channel.To;
        Steps++;
        digest.Add(channel.Digest);
        message.Digest(ref digest);

        // In untimed mode the clock is the latest due time that was delivered; in timed mode it is there already.
        if (channel.Due > now)
            now = channel.Due;
        if (Recorder is not null)
            Record(channel);

        // To store a reference costs more than to look whether it is there already: mostly neither step has a clock.
        if (CurrentClock != channel.HeadClock)
            CurrentClock = channel.HeadClock;
        currentSender = channel.From;
        currentReceiver = to;
        currentMessage = message;
        if (channel.Guard is { } guard)
            LeaveGuard(channel, guard);
        if (channel.Advance())
            Arm(channel);
        else if (channel.IsTimer)
            timers.Fire(channel);
        if (to.Actor is { } actor)
            actor.Receive(message);
        else
            OnDeadLetter(channel.From.Name, to.Name, message);
    }

    private int ChooseStep()
    {
        if (Options.SingleProcessor)
            return ChooseForOneProcessor();
        var options = enabled.Count;
        isAsking = true;
        var chosen = blindStrategy is not null ? blindStrategy.NextStep(options) : strategy.NextStep(enabled.Steps);
        isAsking = false;
        if (chosen < 0 && unasked == 0)
            return Abandon();
        AssertAnswer(chosen, options);
        if (Options.RecordTape && options > 1)
            Tape.Add(new Choice(ChoiceKind.Step, options, chosen, new StepId(enabled[chosen]).Point));
        return chosen;
    }

    private int Abandon()
    {
        status = RunStatus.Abandoned;
        return IStepwiseStrategy.Abandon;
    }

    private int ChooseForOneProcessor()
    {
        var steps = processor.Permit(enabled.Steps);
        if (steps.Length == 1)
            return processor.PositionOf(0);
        isAsking = true;
        var chosen = strategy.NextStep(steps);
        isAsking = false;
        AssertAnswer(chosen, steps.Length);
        if (Options.RecordTape)
            Tape.Add(new Choice(ChoiceKind.Step, steps.Length, chosen, steps[chosen].Point));
        return processor.PositionOf(chosen);
    }

    private int AskValue(ChoicePoint point, int options, int defaultOption)
    {
        int chosen;
        try
        {
            chosen = strategy.NextValue(point, options, defaultOption);
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            throw;
        }

        AssertAnswer(chosen, options);
        return chosen;
    }

    private void AssertAnswer(int chosen, int options)
    {
        if (chosen < 0 || chosen >= options)
            throw Fault($"The strategy '{strategy.Description}' answered {chosen}, of {options} options.");
    }

    /// <summary>Nothing is enabled now: goes on to the next due time, or finds that there is none.</summary>
    private bool Advance()
    {
        if (timers.ArmLastResort())
            return true;
        while (pending.Count > 0)
        {
            now = pending.Earliest.Due;
            while (pending.Count > 0 && pending.Earliest.Due == now)
                Enable(pending.RemoveEarliest());
            if (enabled.Count > 0)
                return true;
        }

        status = RunStatus.Quiescent;
        return false;
    }

    private void Record(Channel channel)
    {
        try
        {
            Recorder!.OnStep(Steps, new VirtualTime(now), new StepId(channel));
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            throw;
        }
    }

    /// <summary>A broken invariant of ours: ends the run even where code of a driver catches it.</summary>
    internal SimulationFaultException Fault(string text)
    {
        var fault = new SimulationFaultException(text);
        IsFailure(fault);
        return fault;
    }

    /// <summary>Notes, as a filter of exceptions, what is no panic. Never catches.</summary>
    private bool IsFailure(Exception exception)
    {
        failure ??= exception;
        status = RunStatus.Faulted;
        return false;
    }

    /// <summary>False when the exception is none of the driver's or device's.</summary>
    private bool EndInPanic(Exception exception)
    {
        var receiver = currentReceiver;
        if (failure is not null || isAsking || exception is SimulationFaultException || receiver is null)
        {
            status = RunStatus.Faulted;
            if (failure is not null && failure != exception)
                ExceptionDispatchInfo.Throw(failure);
            failure = exception;
            return false;
        }

        var host = receiver.Actor as ContextHost ?? (receiver.Actor as TaskContext)?.Host;
        var name = host?.Current?.Name ?? receiver.Name;
        if (host is not null)
            host.Current = null;
        if (receiver.Actor is { IsFramework: true })
        {
            status = RunStatus.Faulted;
            failure = new SimulationFaultException($"{name} failed in step {Steps} on {currentMessage}.", exception);
            return true;
        }

        status = RunStatus.Panicked;
        panicked = receiver;
        Panic = new Panic(name, currentMessage!, Steps, exception);
        return true;
    }

    private void EndTurns()
    {
        isRunning = false;
        CurrentClock = null;
        currentReceiver = currentSender = null;
        currentMessage = null;
    }

    private void AssertOutsideTurns()
    {
        if (isRunning)
            throw new InvalidOperationException($"The world is running: {CurrentTurn}.");
    }
}
