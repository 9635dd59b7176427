using DmaActors.Simulation;

namespace DmaActors.Lab.Bench;

/// <summary>
/// The callback race as a bare model: N drivers compete for R units, K requests each; who finds none is called back at a release. It is the model on
/// which other systems were measured, so that a figure of ours can be set beside theirs.
/// </summary>
internal sealed class RaceModel
{
    private readonly World world = new(new WorldOptions { Timed = false });
    private readonly RandomStrategy strategy = new(0);
    private readonly int drivers;
    private readonly int requests;
    private readonly bool coroutines;
    private readonly string[] driverNames;
    private readonly string[] nexusNames;
    private readonly string[] deviceNames;
    private readonly Start start = new();

    /// <param name="drivers">How many drivers compete.</param>
    /// <param name="units">How many units there are.</param>
    /// <param name="requests">How many requests each driver makes.</param>
    /// <param name="coroutines">Drivers as coroutines instead of plain handlers.</param>
    public RaceModel(int drivers, int units, int requests, bool coroutines)
    {
        this.drivers = drivers;
        this.requests = requests;
        this.coroutines = coroutines;
        Units = units;
        Drivers = new ActorRef[drivers];
        Nexuses = new ActorRef[drivers];
        Devices = new ActorRef[drivers];
        driverNames = [.. Enumerable.Range(0, drivers).Select(i => $"driver{i}")];
        nexusNames = [.. Enumerable.Range(0, drivers).Select(i => $"nexus{i}")];
        deviceNames = [.. Enumerable.Range(0, drivers).Select(i => $"device{i}")];
    }

    public int Units { get; }

    public ActorRef Allocator { get; private set; }

    public ActorRef[] Drivers { get; }

    public ActorRef[] Nexuses { get; }

    public ActorRef[] Devices { get; }

    public int Requests => requests;

    /// <summary>Requests that are not done; anything but 0 at the end is a lost wake-up.</summary>
    public int Left { get; set; }

    /// <summary>Runs one random schedule; returns its messages.</summary>
    public long Run(ulong seed)
    {
        strategy.Seed = seed;
        world.Reset(strategy);
        Left = drivers * requests;
        Allocator = world.Spawn("allocator", new RaceAllocator(this));
        for (var i = 0; i < drivers; i++)
        {
            Drivers[i] = world.Spawn(driverNames[i], coroutines ? new CoroutineRaceDriver(this, i) : new PlainRaceDriver(this, i));
            Nexuses[i] = world.Spawn(nexusNames[i], new RaceNexus(this));
            Devices[i] = world.Spawn(deviceNames[i], new RaceDevice(this, i));
        }

        for (var i = 0; i < drivers; i++)
            world.Tell(Drivers[i], start);
        world.Run();
        return world.Steps;
    }

    public ulong Digest => world.Digest.Value;
}
