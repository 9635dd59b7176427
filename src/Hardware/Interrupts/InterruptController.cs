namespace DmaActors.Hardware.Interrupts;

/// <summary>
/// Owns vectors, priorities, masks and handler chains. An interrupt is a walk over the chain: every handler is called, one at a time, each answer awaited;
/// when several were called and one claimed, the whole chain is walked again until nobody does. The vector is masked meanwhile.
/// </summary>
/// <remarks>
/// While a walk is under way the word of a rise waits, and while a handler runs the word that it is to be removed.
/// </remarks>
public sealed class InterruptController : Actor, IDescribed, IDefersMessages
{
    /// <summary>So many walks in a row, while no line rose and the interrupt never ended, are a storm.</summary>
    public const int StormWalks = 1_000;

    /// <summary>The highest vector.</summary>
    public const int LastVector = 255;

    private const int FewVectors = 16;

    private readonly VirtualDuration latency;

    // By number, up to the highest that was ever named.
    private Vector?[] vectors = new Vector?[FewVectors];
    private readonly HashSet<ActorRef> stopped = [];

    public InterruptController(VirtualDuration latency) => this.latency = latency;

    public IInterruptObserver? Observer { get; set; }

    protected override bool IsFramework => true;

    /// <summary>Connects a device. Call it while the machine is wired.</summary>
    /// <param name="vector">0 to <see cref="LastVector"/>.</param>
    /// <param name="trigger">What counts: its level, its rise, or a message in its place.</param>
    /// <exception cref="ArgumentException">The vector has lines of another trigger already.</exception>
    public InterruptLine Connect(int vector, InterruptTrigger trigger)
    {
        var connected = VectorOf(vector);
        connected.Wire ??= new InterruptWire(Context.Self, vector, trigger, latency);
        if (connected.Wire.Trigger != trigger)
            throw new ArgumentException($"Vector {vector} is of trigger {connected.Wire.Trigger} already: all its lines are of one kind.", nameof(trigger));
        var line = new InterruptLine(connected.Wire);
        connected.Wire.Lines.Add(line);
        return line;
    }

    void IDescribed.Describe(StateWriter state)
    {
        foreach (var vector in vectors)
        {
            if (vector is null)
                continue;
            state.Group($"vector {vector.Number}").Write("lines high", $"{vector.Wire?.Lines.Count(line => line.IsHigh) ?? 0} of {vector.Wire?.Lines.Count ?? 0}");
            state.Write("masked", vector.IsMasked).Write("pending", vector.IsPending).Write("handlers", vector.Chain.Instances.Select(instance => instance.Name));
            state.Write("handler that runs", vector.Chain.IsWalking ? vector.Chain.Current.Instance.Name : null);
        }
    }

    /// <summary>Vectors have nothing to do with one another.</summary>
    protected override void DeclareFootprint(Message message, Footprint footprint)
    {
        int? vector = message switch
        {
            LineChanged change => change.Vector,
            WalkAgain again => again.Vector,
            InterruptAnswer answer => answer.Vector,
            AddHandler add => add.Vector,
            RemoveHandler remove => remove.Vector,
            MaskVector mask => mask.Vector,
            _ => null,
        };
        if (vector is { } one)
            footprint.Writes(Context.Self, (ulong)one);
        else
            footprint.Writes(Context.Self);
    }

    Deferral? IDefersMessages.DeferralOf(Message message) => message switch
    {
        LineChanged change => VectorOf(change.Vector).Walk,
        RemoveHandler remove => VectorOf(remove.Vector).Chain.CallOf(remove.Instance, remove.Number),
        _ => null,
    };

    protected override void Receive(Message message)
    {
        switch (message)
        {
            case LineChanged change:
                OnRise(VectorOf(change.Vector));
                break;
            case WalkAgain again:
                OnWalkAgain(VectorOf(again.Vector));
                break;
            case InterruptAnswer answer:
                // Otherwise it was under way when the instance stopped, and answers a call that the walk has given up.
                if (!stopped.Contains(answer.Instance))
                    OnAnswer(VectorOf(answer.Vector), answer.Claimed);
                break;
            case AddHandler add:
                if (!stopped.Contains(add.Instance))
                    OnAdd(VectorOf(add.Vector), add);
                break;
            case RemoveHandler remove:
                if (!stopped.Contains(remove.Instance))
                    Context.Tell(Context.Sender, new Reply<Done>(default), VectorOf(remove.Vector).Chain.Remove(remove.Instance, remove.Number));
                break;
            case RemoveHandlersOf remove:
                OnStopped(remove.Instance);
                Context.Tell(Context.Sender, new Reply<Done>(default));
                break;
            case MaskVector mask:
                OnMask(VectorOf(mask.Vector), mask.Masked);
                Context.Tell(Context.Sender, new Reply<Done>(default));
                break;
        }
    }

    private void OnAdd(Vector vector, AddHandler add)
    {
        vector.Chain.Add(new Handler(Context, vector.Number, add));
        Context.Tell(Context.Sender, new Reply<Done>(default));
        RequestWalk(vector);
    }

    private void OnRise(Vector vector)
    {
        vector.Wire!.Arrive(Context);
        vector.ForgetWalks();
        if (vector.IsEdge)
            vector.EdgeSeen = true;
        BeginWalk(vector);
    }

    private void OnWalkAgain(Vector vector)
    {
        vector.IsRequested = false;
        BeginWalk(vector);
    }

    private void BeginWalk(Vector vector)
    {
        if (vector.IsMasked || vector.Chain.IsWalking || !vector.IsPending)
            return;
        // An edge that finds no handler, or one that nobody claims, is lost.
        vector.EdgeSeen = false;
        Walk(vector);
    }

    private void Walk(Vector vector)
    {
        vector.Called = 0;
        vector.Claimed = false;
        if (!vector.Chain.MoveFirst())
            return;
        vector.Walk.Hold();
        Call(vector);
    }

    private void Call(Vector vector)
    {
        vector.Called++;
        vector.Wire?.TellRises(vector.Chain);
        var handler = vector.Chain.Current;
        handler.Call.Hold();
        // Ordered after what the instance did before it added the handler, after the handler's last call, and after what made the line of its device rise.
        Context.Tell(handler.Instance, new Interrupt(vector.Number, handler.Number), handler.Cause);
    }

    private void OnAnswer(Vector vector, bool claimed)
    {
        if (!vector.Chain.IsWalking)
            throw Unasked(vector);
        vector.Claimed |= claimed;
        vector.Chain.Learn(Context.Cause);
        GoOn(vector);
    }

    private InvalidOperationException Unasked(Vector vector) => new($"{Context.Sender} answers an interrupt of vector {vector.Number}, of which no handler was called.");

    private void GoOn(Vector vector)
    {
        vector.Chain.Current.Call.Release();
        if (vector.Chain.MoveNext())
            Call(vector);
        else
            EndWalk(vector);
    }

    private void EndWalk(Vector vector)
    {
        vector.Walk.Release();

        // Several handlers were called and one claimed: the same interrupt goes round once more, whatever the line and the mask say.
        var again = vector.Called > 1 && vector.Claimed;
        if (!again && !vector.IsPending)
            return;

        if (vector.CountWalk() >= StormWalks)
        {
            vector.IsMasked = true;
            Observer?.OnInterruptStorm(vector.Number, vector.ClaimedSinceRise);
            vector.ForgetWalks();
        }
        else if (again)
        {
            Walk(vector);
        }
        else
        {
            RequestWalk(vector);
        }
    }

    /// <summary>Asks for a walk as a step of its own, if there is reason for one.</summary>
    private void RequestWalk(Vector vector)
    {
        if (vector.IsRequested || vector.Chain.IsWalking || vector.IsMasked || !vector.IsPending)
            return;
        if (vector.Chain.IsEmpty)
        {
            vector.EdgeSeen = false;
            return;
        }

        vector.IsRequested = true;
        Context.Tell(Context.Self, new WalkAgain(vector.Number));
    }

    /// <summary>Its handlers are called no more, and a walk that waits for one of them goes on as if that had not claimed.</summary>
    private void OnStopped(ActorRef instance)
    {
        stopped.Add(instance);
        foreach (var vector in vectors)
        {
            if (vector is not null && vector.Chain.RemoveAllOf(instance))
                GoOn(vector);
        }
    }

    private void OnMask(Vector vector, bool masked)
    {
        vector.IsMasked = masked;
        RequestWalk(vector);
    }

    private Vector VectorOf(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, LastVector);
        if (number >= vectors.Length)
            Array.Resize(ref vectors, LastVector + 1);
        return vectors[number] ??= new Vector(Context, number);
    }

    private sealed class Vector(ActorContext controller, int number)
    {
        // Walks that were not the last of their interrupt, since a line rose.
        private int walks;

        public int Number { get; } = number;

        public HandlerChain Chain { get; } = new();

        /// <summary>Held while handlers are called.</summary>
        public Deferral Walk { get; } = new(controller, (ulong)number);

        /// <summary>Null until a device is connected.</summary>
        public InterruptWire? Wire { get; set; }

        /// <summary>Rises count, and the level does not.</summary>
        public bool IsEdge => Wire is { Trigger: not InterruptTrigger.Level };

        /// <summary>A rise that no walk has answered yet (not for levels).</summary>
        public bool EdgeSeen { get; set; }

        public bool IsMasked { get; set; }

        /// <summary>A further walk is under way to us as a message.</summary>
        public bool IsRequested { get; set; }

        public int Called { get; set; }

        public bool Claimed { get; set; }

        /// <summary>Any of the walks that <see cref="CountWalk"/> counts was claimed.</summary>
        public bool ClaimedSinceRise { get; private set; }

        public bool IsPending => IsEdge ? EdgeSeen : Wire is { IsKnownHigh: true };

        /// <summary>Another walk that was not the last of its interrupt: how many since a line rose. What ended needs no count: the next interrupt begins with a rise.</summary>
        public int CountWalk()
        {
            if (Wire!.TakeRise())
                ForgetWalks();
            ClaimedSinceRise |= Claimed;
            return ++walks;
        }

        public void ForgetWalks()
        {
            walks = 0;
            ClaimedSinceRise = false;
        }
    }
}
