namespace DmaActors.Simulation.Tests.Support;

/// <summary>Actors that send, start timers, cancel them and ask the strategy, all as their own random numbers say: touches most of the runtime.</summary>
internal sealed class RandomTraffic : Actor
{
    private static readonly TimerName Tick = new("tick");
    private static readonly ChoicePoint Point = new("traffic");

    private readonly ActorRef[] everybody;
    private Xoshiro random;
    private int left = 60;
    private TimerHandle timer;

    private RandomTraffic(ActorRef[] everybody, ulong seed)
    {
        this.everybody = everybody;
        random = new Xoshiro(seed);
    }

    /// <summary>Resets the world for a run with this seed.</summary>
    public static World Make(World world, ulong seed, int actors = 5) => Make(world, seed, new RandomStrategy(seed), actors);

    /// <summary>Resets the world for a run with this seed and strategy.</summary>
    public static World Make(World world, ulong seed, IStrategy strategy, int actors = 5)
    {
        world.Reset(strategy);
        var refs = new ActorRef[actors];
        for (var i = 0; i < actors; i++)
            refs[i] = world.Spawn($"a{i}", new RandomTraffic(refs, (seed * 31) + (ulong)i));
        foreach (var actor in refs)
            world.Tell(actor, new Start());
        return world;
    }

    protected internal override void Receive(Message message)
    {
        if (left-- <= 0)
            return;
        var to = everybody[random.Below(everybody.Length)];
        switch (random.Below(5))
        {
            case 0:
                timer = Context.StartTimer(Tick, new VirtualDuration(random.Below(100)), new Note(left));
                break;
            case 1:
                Context.CancelTimer(timer);
                Context.Tell(to, new Note(left));
                break;
            case 2:
                Context.Tell(to, new Note(Context.Choose(Point, 3)));
                break;
            default:
                Context.Tell(to, new Note(left), new VirtualDuration(random.Below(20)));
                Context.Tell(everybody[0], new Start());
                break;
        }
    }
}
