using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests;

/// <summary>Two clients read a shared number, add one and write it back: in some orders of the messages one update is lost.</summary>
internal sealed class LostUpdateModel : IModel
{
    private Server server = null!;

    public World World { get; } = new(new WorldOptions { Timed = false });

    public long StepBound => 1_000;

    /// <summary>Runs that were begun.</summary>
    public int Runs { get; private set; }

    public void Begin(IStrategy strategy)
    {
        Runs++;
        World.Reset(strategy);
        server = new Server();
        var serverRef = World.Spawn("server", server);
        var clients = new[] { World.Spawn("client1", new Client(serverRef)), World.Spawn("client2", new Client(serverRef)) };
        foreach (var client in clients)
            World.Tell(client, new Begin());
    }

    public Violation? Judge() => World.Status == RunStatus.Quiescent && server.Value != 2
        ? new Violation(ViolationKind.Failed, "lost-update", "server", $"the number is {server.Value}", World.Steps)
        : null;

    private sealed class Server : Actor, IDescribed
    {
        public ulong Value { get; private set; }

        public void Describe(StateWriter state) => state.Group("number").Write("value", Value);

        protected override void Receive(Message message)
        {
            if (message is Put put)
                Value = put.Value;
            else
                Context.Tell(Context.Sender, new Answer(Value));
        }
    }

    private sealed class Client(ActorRef server) : Actor
    {
        protected override void Receive(Message message)
        {
            if (message is Answer answer)
                Context.Tell(server, new Put(answer.Value + 1));
            else
                Context.Tell(server, new Get());
        }
    }
}

internal sealed partial record Begin : Message;

internal sealed partial record Get : Message;

internal sealed partial record Answer(ulong Value) : Message;

internal sealed partial record Put(ulong Value) : Message;
