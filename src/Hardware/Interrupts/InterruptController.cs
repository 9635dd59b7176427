namespace DmaActors.Hardware.Interrupts;

/// <summary>
/// Owns vectors, priorities, masks and handler chains. An interrupt is a walk over the chain: every handler is called, one at a time, each answer awaited;
/// when several were called and one claimed, the whole chain is walked again until nobody does. The vector is masked meanwhile.
/// </summary>
public sealed class InterruptController : Actor
{
    /// <summary>So many walks in a row without an end are a storm.</summary>
    public const int StormWalks = 1_000;

    private readonly VirtualDuration latency;
    private readonly Dictionary<int, Vector> vectors = [];

    public InterruptController(VirtualDuration latency) => this.latency = latency;

    public IInterruptObserver? Observer { get; set; }

    protected override bool IsFramework => true;

    /// <summary>Connects a device. Call it while the machine is wired.</summary>
    /// <param name="vector">0 to 255.</param>
    /// <param name="edge">Edge-triggered: a rise counts, the level does not.</param>
    public InterruptLine Connect(int vector, bool edge)
    {
        var connected = VectorOf(vector);
        connected.IsEdge = edge;
        var line = new InterruptLine(Context.Self, vector, latency);
        connected.Lines.Add(line);
        return line;
    }

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
                OnAnswer(VectorOf(answer.Vector), answer.Claimed);
                break;
            case AddHandler add:
                VectorOf(add.Vector).Chain.Add(new HandlerChain.Handler(add.Priority, add.Instance, add.Number));
                Context.Tell(Context.Sender, new Reply<Done>(default));
                RequestIfHigh(VectorOf(add.Vector));
                break;
            case RemoveHandler remove:
                OnRemove(VectorOf(remove.Vector), remove);
                break;
            case MaskVector mask:
                OnMask(VectorOf(mask.Vector), mask.Masked);
                Context.Tell(Context.Sender, new Reply<Done>(default));
                break;
        }
    }

    private void OnRise(Vector vector)
    {
        if (vector.IsEdge)
            vector.EdgeSeen = true;
        if (vector.IsWalking || vector.IsRequested)
            return;
        vector.FruitlessWalks = 0;
        BeginWalk(vector);
    }

    private void OnWalkAgain(Vector vector)
    {
        vector.IsRequested = false;
        BeginWalk(vector);
    }

    private void BeginWalk(Vector vector)
    {
        if (vector.IsMasked || vector.IsWalking || !vector.IsPending)
            return;
        vector.EdgeSeen = false;
        vector.Called = 0;
        vector.Claimed = false;
        vector.Current = vector.Chain.Next(0);
        if (vector.Current >= 0)
            Call(vector);
    }

    private void Call(Vector vector)
    {
        vector.IsWalking = true;
        vector.Called++;
        var handler = vector.Chain[vector.Current];
        Context.Tell(handler.Instance, new Interrupt(vector.Number, handler.Number));
    }

    private void OnAnswer(Vector vector, bool claimed)
    {
        vector.Claimed |= claimed;
        FinishRemoval(vector);
        vector.Current = vector.Chain.Next(vector.Current + 1);
        if (vector.Current >= 0)
            Call(vector);
        else
            EndWalk(vector);
    }

    private void EndWalk(Vector vector)
    {
        var again = vector.Called > 1 && vector.Claimed;
        vector.IsWalking = false;
        if (!again && !vector.IsPending)
        {
            vector.FruitlessWalks = 0;
            return;
        }

        if (vector.Claimed != vector.LastClaimed)
            vector.FruitlessWalks = 0;
        vector.LastClaimed = vector.Claimed;
        if (++vector.FruitlessWalks >= StormWalks)
        {
            vector.IsMasked = true;
            Observer?.OnInterruptStorm(vector.Number, vector.Claimed);
        }
        else if (again)
        {
            WalkOn(vector);
        }
        else
        {
            RequestIfHigh(vector);
        }
    }

    /// <summary>Several handlers were called and one claimed: the same interrupt goes round once more, whatever the line says.</summary>
    private void WalkOn(Vector vector)
    {
        vector.Called = 0;
        vector.Claimed = false;
        vector.Current = vector.Chain.Next(0);
        if (vector.Current >= 0)
            Call(vector);
    }

    private void RequestIfHigh(Vector vector)
    {
        if (vector.IsRequested || vector.IsWalking || vector.IsMasked || !vector.IsPending || vector.Chain.Next(0) < 0)
            return;
        vector.IsRequested = true;
        Context.Tell(Context.Self, new WalkAgain(vector.Number));
    }

    private void OnRemove(Vector vector, RemoveHandler remove)
    {
        var index = vector.Chain.Remove(remove.Instance, remove.Number);
        if (vector.IsWalking && vector.Current == index)
            vector.AwaitsRemoval = Context.Sender;
        else
            Context.Tell(Context.Sender, new Reply<Done>(default));
    }

    private void FinishRemoval(Vector vector)
    {
        if (vector.AwaitsRemoval.IsNobody)
            return;
        Context.Tell(vector.AwaitsRemoval, new Reply<Done>(default));
        vector.AwaitsRemoval = default;
    }

    private void OnMask(Vector vector, bool masked)
    {
        vector.IsMasked = masked;
        RequestIfHigh(vector);
    }

    private Vector VectorOf(int number)
    {
        if (!vectors.TryGetValue(number, out var vector))
            vectors.Add(number, vector = new Vector(number));
        return vector;
    }

    private sealed class Vector(int number)
    {
        public int Number { get; } = number;

        public HandlerChain Chain { get; } = new();

        public List<InterruptLine> Lines { get; } = [];

        public bool IsEdge { get; set; }

        /// <summary>A rise that no walk has answered yet (edge only).</summary>
        public bool EdgeSeen { get; set; }

        public bool IsMasked { get; set; }

        public bool IsWalking { get; set; }

        /// <summary>A further walk is under way to us as a message.</summary>
        public bool IsRequested { get; set; }

        public int Current { get; set; }

        public int Called { get; set; }

        public bool Claimed { get; set; }

        public bool LastClaimed { get; set; }

        public int FruitlessWalks { get; set; }

        public ActorRef AwaitsRemoval { get; set; }

        public bool IsPending => IsEdge ? EdgeSeen : AnyHigh();

        private bool AnyHigh()
        {
            foreach (var line in Lines)
            {
                if (line.IsHigh)
                    return true;
            }

            return false;
        }
    }

}
