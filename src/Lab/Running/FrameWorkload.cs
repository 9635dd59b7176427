using DmaActors.Framework;
using DmaActors.Framework.DriverHost;
using DmaActors.Framework.Network;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Workloads;
using DmaActors.Simulation;

namespace DmaActors.Lab.Running;

/// <summary>
/// The layers above network drivers: attaches and opens every instance, gives it frames to send, and checks each one that comes back. In between it may suspend the machine: what was
/// under way then is lost. A frame that neither comes back nor is lost, nor counted as missed, keeps the run from ending.
/// </summary>
internal sealed class FrameWorkload(Machine machine, WorkloadState state, WorkloadSection section, FramePlan plan) : Actor
{
    private static readonly TimerName PowerOff = new("power off");

    private readonly List<NicUnderTest> nics = [.. machine.Slots.Select((slot, i) => new NicUnderTest(slot.Device.Name, slot.InstanceRef, i, plan))];
    private readonly Lifecycle life = new(machine.Slots.Count, state);
    private readonly PowerCycle power = new(machine.Slots.Count, state);

    protected override bool IsFramework => true;

    /// <summary>The machine is to be suspended, or is: nothing is sent.</summary>
    private bool IsHeld => state.Completed >= section.SuspendAfter && !power.IsOver;

    protected override void Receive(Message message)
    {
        switch (message)
        {
            case BeginWorkload:
                life.Attach(Tell);
                break;
            case EntryPointReturned returned:
                OnEntryPoint(returned);
                break;
            case PowerIsBack:
                power.Resume(Tell);
                break;
            case TransmitReturned returned:
                NicOf(returned.Instance).OnReturned(returned.Frame, returned.Result == DdiResult.Success);
                GoOn(NicOf(returned.Instance));
                break;
            case TransmitUpdate update:
                NicOf(update.Instance).OnPlace();
                GoOn(NicOf(update.Instance));
                break;
            case FrameReceived received:
                OnReceived(NicOf(received.Instance), received.Frame);
                break;
            case FramesMissed missed:
                NicOf(missed.Instance).OnMissed(missed.Total);
                GoOn(NicOf(missed.Instance));
                break;
        }
    }

    private void OnEntryPoint(EntryPointReturned returned)
    {
        var nic = NicOf(returned.Instance);
        nic.Cause = Context.Cause;
        if (power.IsUnderWay)
            OnPower(nic, returned);
        else
            life.OnReturned(returned, Tell);
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

    private NicUnderTest NicOf(ActorRef instance) => nics.Find(nic => nic.Instance == instance)!;

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
        if (nic.Arrived + nic.Missed > nic.Taken)
            state.Fail($"{nic.Name} was given {nic.Taken} frames, and {nic.Arrived} came back beside the {nic.Missed} that it missed");
        while (!IsHeld && nic.TryTake(Context.Now, out var frame))
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
