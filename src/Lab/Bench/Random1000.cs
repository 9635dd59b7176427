using DmaActors.Simulation;

namespace DmaActors.Lab.Bench;

/// <summary>A thousand actors that pass a thousand tokens on, each step drawn from all that are enabled: what a delivery costs when there is a choice.</summary>
internal sealed partial class Random1000 : Actor
{
    private const int Actors = 1_000;

    private readonly Random1000[] all;
    private readonly int next;
    private ActorRef self;

    private Random1000(Random1000[] all, int index)
    {
        this.all = all;
        next = ((index * 7) + 1) % Actors;
    }

    /// <summary>Delivers this many messages.</summary>
    public static long Run(World world, RandomStrategy strategy, long messages)
    {
        world.Reset(strategy);
        var actors = new Random1000[Actors];
        for (var i = 0; i < Actors; i++)
            actors[i] = new Random1000(actors, i);
        for (var i = 0; i < Actors; i++)
            actors[i].self = world.Spawn($"actor{i}", actors[i]);
        foreach (var actor in actors)
            world.Tell(actor.self, Token.Instance);
        world.Run(messages);
        return world.Steps;
    }

    protected override void Receive(Message message) => Context.Tell(all[next].self, message);

    internal sealed partial record Token : Message
    {
        public static readonly Token Instance = new();
    }
}
