using DmaActors.Framework;
using DmaActors.Framework.DriverHost;
using DmaActors.Framework.Network;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Workloads;
using DmaActors.Simulation;

namespace DmaActors.Lab.Running;

/// <summary>
/// The layers above network drivers: attaches and opens every instance, gives it frames to send, and checks each one that comes back. A frame that neither comes back nor is
/// counted as missed keeps the run from ending.
/// </summary>
internal sealed class FrameWorkload(Machine machine, WorkloadState state, FramePlan plan) : Actor
{
    private readonly List<NicUnderTest> nics = [.. machine.Slots.Select((slot, i) => new NicUnderTest(slot.Device.Name, slot.InstanceRef, i, plan))];
    private readonly Lifecycle life = new(machine.Slots.Count, state);

    protected override bool IsFramework => true;

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
            case TransmitReturned { Result: DdiResult.Success } taken:
                NicOf(taken.Instance).OnAccepted(taken.Frame);
                Check(NicOf(taken.Instance));
                break;
            case TransmitReturned refused:
                OnRefused(NicOf(refused.Instance), refused.Frame);
                break;
            case TransmitUpdate update:
                OnUpdate(NicOf(update.Instance));
                break;
            case FrameReceived received:
                OnReceived(NicOf(received.Instance), received.Frame);
                break;
            case FramesMissed missed:
                NicOf(missed.Instance).Missed = missed.Total;
                Check(NicOf(missed.Instance));
                break;
        }
    }

    private void OnEntryPoint(EntryPointReturned returned)
    {
        NicOf(returned.Instance).Cause = Context.Cause;
        life.OnReturned(returned, Tell);
        if (!life.IsWorking)
            return;
        foreach (var nic in nics)
            SendMore(nic);
        EndIfAllIsThere();
    }

    private void Tell(int nic, Message message) => Context.Tell(nics[nic].Instance, message, nics[nic].Cause);

    private NicUnderTest NicOf(ActorRef instance) => nics.Find(nic => nic.Instance == instance)!;

    private void SendMore(NicUnderTest nic)
    {
        while (nic.TryTake(out var frame))
        {
            state.InFlight++;
            Send(nic, frame);
        }
    }

    private void Send(NicUnderTest nic, Mblk frame)
    {
        nic.SentAfter[frame] = nic.Updates;
        Context.Tell(nic.Instance, new Transmit(frame), nic.Cause);
    }

    /// <summary>There was no place. It may be there again meanwhile: the driver's word of that can overtake the return of its mc_tx.</summary>
    private void OnRefused(NicUnderTest nic, Mblk frame)
    {
        if (nic.SentAfter[frame] < nic.Updates)
            Send(nic, frame);
        else
            nic.Refused.Enqueue(frame);
    }

    private void OnUpdate(NicUnderTest nic)
    {
        nic.Updates++;
        for (var left = nic.Refused.Count; left > 0; left--)
            Send(nic, nic.Refused.Dequeue());
    }

    private void OnReceived(NicUnderTest nic, Mblk frame)
    {
        if (nic.Arrive(frame) is { } problem)
            state.Fail(problem);
        state.Completed++;
        state.BytesMoved += frame.Length;
        Check(nic);
    }

    private void Check(NicUnderTest nic)
    {
        if (!life.IsWorking)
            return;
        if (nic.Arrived + nic.Missed > nic.Taken)
            state.Fail($"{nic.Name} was given {nic.Taken} frames, and {nic.Arrived} came back beside the {nic.Missed} that it missed");
        SendMore(nic);
        EndIfAllIsThere();
    }

    private void EndIfAllIsThere()
    {
        state.InFlight = nics.Sum(nic => nic.Outstanding);
        state.FramesMissed = nics.Sum(nic => nic.Missed);
        if (nics.TrueForAll(nic => nic.IsDone))
            life.Close(Tell);
    }
}
