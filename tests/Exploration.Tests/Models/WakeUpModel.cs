using DmaActors.Exploration.Shrinking;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Models;

/// <summary>
/// The lost wake-up as a bare model: clients share one unit, and each uses it some times. Who finds none is told so, and is woken at the next release. A client that is woken before it was
/// told is not yet waiting, and takes no notice. In the default order that does not happen.
/// </summary>
/// <param name="uses">How often each client wants the unit.</param>
internal sealed class WakeUpModel(params IReadOnlyList<int> uses) : IModel, IShrinkable
{
    private int left;

    public World World { get; } = new(new WorldOptions { Timed = false });

    public long StepBound => 10_000;

    /// <summary>A wake-up that comes too early is remembered.</summary>
    public bool IsCorrect { get; init; }

    /// <summary>Clients tell a log of all that they are told: messages that an older version did not have.</summary>
    public bool IsTalkative { get; init; }

    public IReadOnlyList<int> Uses => uses;

    public IModel Model => this;

    public void Begin(IStrategy strategy)
    {
        World.Reset(strategy);
        left = uses.Sum();
        var log = World.Spawn("log", new Log());
        var allocator = World.Spawn("allocator", new Allocator(World.Spawn("waker", new Waker())));
        for (var i = 0; i < uses.Count; i++)
            World.Tell(World.Spawn($"client{i}", new Client(this, allocator, log, uses[i])), new Go());
    }

    public Violation? Judge() => World.Status == RunStatus.Quiescent && left > 0
        ? new Violation(ViolationKind.Deadlock, "lost", "client", $"{left} uses are left", World.Steps)
        : null;

    public IEnumerable<IShrinkable> Smaller()
    {
        for (var i = 0; i < uses.Count; i++)
        {
            if (uses[i] > 0)
                yield return new WakeUpModel([.. uses.Select((count, client) => client == i ? count - 1 : count)]) { IsCorrect = IsCorrect };
        }
    }

    private sealed class Allocator(ActorRef waker) : Actor
    {
        private readonly Queue<ActorRef> waiting = new();
        private bool isTaken;

        protected override void Receive(Message message)
        {
            switch (message)
            {
                case Take when isTaken:
                    waiting.Enqueue(Context.Sender);
                    Context.Tell(Context.Sender, new None());
                    break;
                case Take:
                    isTaken = true;
                    Context.Tell(Context.Sender, new Taken());
                    break;
                case GiveBack:
                    isTaken = false;
                    if (waiting.TryDequeue(out var client))
                        Context.Tell(waker, new Wake(client));
                    break;
            }
        }
    }

    /// <summary>Wakes on another channel than that of the answers.</summary>
    private sealed class Waker : Actor
    {
        protected override void Receive(Message message) => Context.Tell(((Wake)message).Client, new WakeUp());
    }

    private sealed class Log : Actor
    {
        protected override void Receive(Message message)
        {
        }
    }

    private sealed class Client(WakeUpModel model, ActorRef allocator, ActorRef log, int uses) : Actor
    {
        private int left = uses;
        private bool isWaiting;
        private bool wasWoken;

        protected override void Receive(Message message)
        {
            if (model.IsTalkative)
                Context.Tell(log, new Note());
            switch (message)
            {
                case Taken:
                    left--;
                    model.left--;
                    Context.Tell(allocator, new GiveBack());
                    Next();
                    break;
                case None when wasWoken && model.IsCorrect:
                    wasWoken = false;
                    Next();
                    break;
                case None:
                    isWaiting = true;
                    break;
                case WakeUp when !isWaiting:
                    wasWoken = true;
                    break;
                default:
                    isWaiting = false;
                    Next();
                    break;
            }
        }

        private void Next()
        {
            if (left > 0)
                Context.Tell(allocator, new Take());
        }
    }
}

internal sealed partial record Go : Message;

internal sealed partial record Take : Message;

internal sealed partial record Taken : Message;

internal sealed partial record None : Message;

internal sealed partial record GiveBack : Message;

internal sealed partial record Wake(ActorRef Client) : Message;

internal sealed partial record WakeUp : Message;

internal sealed partial record Note : Message;
