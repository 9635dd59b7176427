using DmaActors.Framework;
using DmaActors.Framework.DriverHost;
using DmaActors.Framework.Network;
using DmaActors.Framework.Recovery;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Workloads;
using DmaActors.Simulation;

namespace DmaActors.Lab.Running;

/// <summary>
/// The layers above network drivers: attaches and opens every instance, gives it frames to send, and checks each one that comes back. In between it may suspend the machine: what was
/// under way then is lost. A frame that neither comes back nor is lost, nor counted as missed, keeps the run from ending. Frames that were with an instance when it was stopped, and those
/// that nobody is there to send, have failed; what still comes of it is of no interest.
/// </summary>
internal sealed class FrameWorkload(Machine machine, WorkloadState state, WorkloadSection section, FramePlan plan) : Actor, IDescribed
{
    private static readonly TimerName PowerOff = new("power off");

    private readonly List<NicUnderTest> nics = [.. machine.Slots.Select((slot, i) => new NicUnderTest(slot.Device.Name, slot.InstanceRef, i, plan))];
    private readonly Lifecycle life = new(machine.Slots.Count, state, state.InTurn);
    private readonly PowerCycle power = new(machine.Slots.Count, state);

    protected override bool IsFramework => true;

    /// <summary>The machine is to be suspended, or is: nothing is sent.</summary>
    private bool IsHeld => state.Completed >= section.SuspendAfter && !power.IsOver;

    void IDescribed.Describe(StateWriter writer) => state.Describe(writer);

    protected override void Receive(Message message)
    {
        switch (message)
        {
            case BeginWorkload:
                life.Attach(Tell);
                break;
            case EntryPointReturned returned when NicOf(returned.Instance) is { } nic:
                OnEntryPoint(nic, returned);
                break;
            case PowerIsBack:
                power.Resume(Tell);
                break;
            case TransmitReturned returned when NicOf(returned.Instance) is { } nic:
                nic.OnReturned(returned.Frame, returned.Result == DdiResult.Success);
                GoOn(nic);
                break;
            case TransmitUpdate update when NicOf(update.Instance) is { } nic:
                nic.OnPlace();
                GoOn(nic);
                break;
            case FrameReceived received when NicOf(received.Instance) is { } nic:
                OnReceived(nic, received.Frame);
                break;
            case FramesMissed missed when NicOf(missed.Instance) is { } nic:
                nic.OnMissed(missed.Total);
                GoOn(nic);
                break;
            case Recovered recovered when NicOf(recovered.Stopped) is { } nic:
                OnRecovered(nic, recovered.Replacement);
                break;
        }
    }

    private void OnRecovered(NicUnderTest nic, ActorRef replacement)
    {
        nic.Cause = Context.Cause;
        state.Lose(nic.OnStopped(replacement), $"frames of {nic.Name} were lost when its driver threw");
        life.OnStopped(nics.IndexOf(nic), isReplaced: !replacement.IsNobody, Tell);
        foreach (var other in nics)
            GoOn(other);
    }

    private void OnEntryPoint(NicUnderTest nic, EntryPointReturned returned)
    {
        nic.Cause = Context.Cause;
        if (power.IsUnderWay)
            OnPower(nic, returned);
        else
            life.OnReturned(nics.IndexOf(nic), returned, Tell);
        foreach (var other in nics)
            GoOn(other);
    }

    private void OnPower(NicUnderTest nic, EntryPointReturned returned)
    {
        // A driver that has suspended has stopped its device, whether or not the power goes: what was on the way is lost.
        if (returned is { EntryPoint: "suspend", Result: (int)DdiResult.Success })
            nic.LoseFrames();
        if (power.OnReturned(nics.IndexOf(nic), returned, Tell))
            Context.StartTimer(PowerOff, new VirtualDuration(section.PowerOffNanoseconds), PowerIsBack.Instance);
    }

    private void Tell(int nic, Message message) => Context.Tell(nics[nic].Instance, message, nics[nic].Cause);

    /// <summary>Null: the instance has been stopped since.</summary>
    private NicUnderTest? NicOf(ActorRef instance) => nics.Find(nic => nic.Instance == instance);

    private void OnReceived(NicUnderTest nic, Mblk frame)
    {
        if (nic.Arrive(frame, Context.Now, state.Latency) is { } problem)
            state.Fail(problem);
        state.Completed++;
        state.BytesMoved += frame.Length;
        GoOn(nic);
    }

    /// <summary>Sends what there is to send, suspends the machine if it is time, and ends when all is there.</summary>
    private void GoOn(NicUnderTest nic)
    {
        if (!life.IsWorking)
            return;
        var index = nics.IndexOf(nic);
        if (life.IsLost(index))
            state.Lose(nic.GiveUp(), $"frames of {nic.Name} were never sent, since nobody drives it");
        if (nic.Arrived + nic.Missed + nic.Dropped > nic.Taken)
            state.Fail($"{nic.Name} was given {nic.Taken} frames, and {nic.Arrived} came back beside the {nic.Missed} that it missed");
        while (!IsHeld && !life.IsCatchingUp(index) && nic.TryTake(Context.Now, out var frame))
            Context.Tell(nic.Instance, new Transmit(frame), nic.Cause);
        if (IsHeld && nics.TrueForAll(other => other.Unanswered == 0))
            power.Begin(Tell);
        state.InFlight = nics.Sum(other => other.Outstanding);
        state.FramesMissed = nics.Sum(other => other.Missed);
        state.FramesLost = nics.Sum(other => other.Lost);
        if (!power.IsUnderWay && nics.TrueForAll(other => other.IsDone))
            life.Close(Tell);
    }
}
