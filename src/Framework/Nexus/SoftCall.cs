using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Recovery;

namespace DmaActors.Framework.Nexus;

/// <summary>
/// Runs callback passes, later than the releases that asked for them, at interrupt level 1. Taking an entry, calling it and putting it back are messages of their own,
/// so that a registration can fall between taking and putting back, just where a real pass holds no lock.
/// </summary>
internal sealed class SoftCall(ActorRef nexus, int processors, VirtualDuration latency) : Actor, IDescribed
{
    /// <summary>So many requests fit; the one that does not fit is a panic of the system.</summary>
    public const int Capacity = 200;

    /// <summary>The passes that are asked for, and who is busy with one.</summary>
    private static readonly ulong Requests = TraceDigest.OfName("requested passes");

    /// <summary>How far the passes are that are under way.</summary>
    private static readonly ulong Progress = TraceDigest.OfName("passes");

    private readonly Queue<ListId> requests = new();
    private readonly HashSet<ActorRef> stopped = [];
    private readonly Lane[] lanes = NewLanes(processors);

    /// <summary>Who has the lists of DMA channels; nobody on a machine without them.</summary>
    public ActorRef Isa { get; set; }

    protected override bool IsFramework => true;

    /// <summary>Passes that have been run to their end.</summary>
    public long Passes { get; private set; }

    /// <summary>Callbacks that returned RUNOUT, and that returned anything else.</summary>
    public (long RunOut, long Done) Returns { get; private set; }

    void IDescribed.Describe(StateWriter state)
    {
        state.Group("passes").Write("requested", requests);
        for (var lane = 0; lane < lanes.Length; lane++)
            state.Write(lanes.Length == 1 ? "now" : $"now, processor {lane}", lanes[lane].Description);
    }

    protected override void DeclareFootprint(Message message, Footprint footprint)
    {
        switch (message)
        {
            case RunList:
                footprint.Writes(Context.Self, Requests);
                break;
            case BeginPass or EntryTaken or ListEmpty or CallbackReturned:
                // One that ends a pass looks for the next request.
                footprint.Writes(Context.Self, Progress);
                break;
            default:
                footprint.Writes(Context.Self);
                break;
        }
    }

    protected override void Receive(Message message)
    {
        switch (message)
        {
            case RunList run:
                Request(run.List);
                break;
            case BeginPass begin:
                Begin(begin.Lane);
                break;
            case EntryTaken taken:
                lanes[taken.Lane].Pass.OnTaken(taken.Entry, taken.Owed);
                GoOn(taken.Lane);
                break;
            case ListEmpty empty:
                lanes[empty.Lane].Pass.OnEmpty();
                GoOn(empty.Lane);
                break;
            case CallbackReturned returned when stopped.Contains(returned.Instance):
                break; // It was under way when the instance stopped; the pass has gone on without it.
            case CallbackReturned returned:
                Returns = returned.Value == (int)CallbackStatus.RunOut ? (Returns.RunOut + 1, Returns.Done) : (Returns.RunOut, Returns.Done + 1);
                lanes[returned.Lane].Pass.OnReturn(returned.Value);
                GoOn(returned.Lane);
                break;
            case Reclaim reclaim:
                OnStopped(reclaim.Stopped);
                Context.Tell(Context.Sender, new Reply<Done>(default));
                break;
        }
    }

    /// <summary>The passes that wait for a callback of the instance go on behind it.</summary>
    private void OnStopped(ActorRef instance)
    {
        stopped.Add(instance);
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            if (lanes[lane].Pass.Step == CallbackStep.Call && RegistrantOf(lanes[lane].Pass.Entry).Self == instance)
                GoOn(lane);
        }
    }

    private static Lane[] NewLanes(int processors)
    {
        var lanes = new Lane[processors];
        for (var lane = 0; lane < processors; lane++)
            lanes[lane] = new Lane();
        return lanes;
    }

    private static DriverInstance RegistrantOf(in CallbackEntry entry) => (DriverInstance)entry.Cause!;

    private void Request(ListId list)
    {
        if (requests.Contains(list))
            return;
        if (requests.Count == Capacity)
            throw new SimulationFaultException($"More than {Capacity} soft calls wait.");
        requests.Enqueue(list);
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            if (lanes[lane].IsBusy)
                continue;
            lanes[lane].IsBusy = true;
            Context.Tell(Context.Self, new BeginPass(lane), latency);
            return;
        }
    }

    private void Begin(int lane)
    {
        Context.Footprint?.Writes(Context.Self, Requests);
        lanes[lane].Pass = default;
        if (!requests.TryDequeue(out var list))
        {
            lanes[lane].IsBusy = false;
            return;
        }

        lanes[lane].List = list;
        GoOn(lane);
    }

    private ActorRef OwnerOf(ListId list) => list is >= ListId.DmaChannel0 and <= ListId.DmaChannel7 ? Isa : nexus;

    private void GoOn(int lane)
    {
        ref var pass = ref lanes[lane].Pass;
        if (pass.Step == CallbackStep.PutBack)
        {
            Context.Tell(OwnerOf(lanes[lane].List), new PutBack(lanes[lane].List, pass.Entry));
            pass.OnPutBack();
        }

        if (pass.Step == CallbackStep.Call && stopped.Contains(RegistrantOf(pass.Entry).Self))
            pass.OnDropped();
        switch (pass.Step)
        {
            case CallbackStep.Take:
                Context.Tell(OwnerOf(lanes[lane].List), new TakeEntry(lanes[lane].List, lane));
                break;
            case CallbackStep.Call:
                Context.Tell(RegistrantOf(pass.Entry).Self, new RunCallback(lane, (DmaCallback)pass.Entry.Callback, pass.Entry.Argument));
                break;
            default:
                Passes++;
                Begin(lane);
                break;
        }
    }

    /// <summary>A processor that drains the queue.</summary>
    private sealed class Lane
    {
        public bool IsBusy;
        public ListId List;
        public CallbackPass Pass;

        public string Description => !IsBusy ? "none" : Pass.Step switch
        {
            CallbackStep.Call => $"{List}, {RegistrantOf(Pass.Entry).Name} is called",
            _ => $"{List}, takes an entry",
        };
    }
}

/// <summary>The soft interrupt is taken.</summary>
internal sealed partial record BeginPass(int Lane) : Message;
