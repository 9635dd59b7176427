using System.Globalization;
using DmaActors.Framework;
using DmaActors.Framework.Recovery;
using DmaActors.Lab.Scenarios;
using DmaActors.Simulation;
using DmaActors.Simulation.Hosting;

namespace DmaActors.Lab.Machines;

/// <summary>
/// Decides about each panic as the scenario says of the device whose driver threw, and has the recovery agent take back what the instance leaves behind. A device model that throws
/// ends the run: there is nothing left that a driver could work with.
/// </summary>
/// <remarks>On real threads it is asked by several of them.</remarks>
internal sealed class Supervision(IRuntime runtime, Func<MachineSlot, DriverInstance> remake) : ISupervisor
{
    private readonly Lock sync = new();

    /// <summary>Who drives each device, by the name of the device.</summary>
    private readonly Dictionary<string, Place> places = new(StringComparer.Ordinal);
    private readonly List<SupervisedPanic> panics = [];

    /// <summary>Who takes back.</summary>
    public required ActorRef Agent { get; init; }

    /// <summary>What has been decided so far, except that the run ends.</summary>
    public IReadOnlyList<SupervisedPanic> Panics
    {
        get
        {
            lock (sync)
                return [.. panics];
        }
    }

    public void Add(MachineSlot slot) => places.Add(slot.Device.Name, new Place(slot));

    public PanicAction OnPanic(ActorRef actor, Panic panic)
    {
        lock (sync)
        {
            if (PlaceOf(actor) is not { } place)
                return PanicAction.End;
            var action = Decide(place.Slot.Device.Section, LifeOf(actor.Name));
            if (action == PanicAction.End)
                return action;
            panics.Add(new SupervisedPanic(actor.Name, panic, action == PanicAction.Restart));
            if (action == PanicAction.Stop)
                runtime.Tell(Agent, new Recover(actor, place.Slot.Instance, default, null));
            return action;
        }
    }

    public Actor Remake(ActorRef stopped)
    {
        lock (sync)
        {
            var place = PlaceOf(stopped)!;
            return place.Next = remake(place.Slot);
        }
    }

    public void OnReplaced(ActorRef stopped, ActorRef replacement)
    {
        lock (sync)
        {
            var place = PlaceOf(stopped)!;
            var (instance, next) = (place.Slot.Instance, place.Next!);
            place.Slot = place.Slot with { InstanceRef = replacement, Instance = next };
            runtime.Tell(Agent, new Recover(stopped, instance, replacement, next));
        }
    }

    private static PanicAction Decide(DeviceSection section, int life) => section.OnPanic switch
    {
        PanicResponse.Stop => PanicAction.Stop,
        PanicResponse.Restart => life > section.Restarts ? PanicAction.Stop : PanicAction.Restart,
        _ => PanicAction.End,
    };

    /// <summary>How many instances the device has had, this one included: the runtime calls them <c>disk0</c>, <c>disk0@2</c>, and so on.</summary>
    private static int LifeOf(string name) => name.IndexOf('@') is var at and >= 0 ? int.Parse(name.AsSpan(at + 1), CultureInfo.InvariantCulture) : 1;

    /// <summary>Null: the actor is no driver instance.</summary>
    private Place? PlaceOf(ActorRef actor) => places.GetValueOrDefault(actor.Name.Split('@')[0]) is { } place && place.Slot.InstanceRef == actor ? place : null;

    private sealed class Place(MachineSlot slot)
    {
        public MachineSlot Slot { get; set; } = slot;

        public DriverInstance? Next { get; set; }
    }
}

/// <summary>An instance whose code threw, and after which the machine went on.</summary>
/// <param name="Instance">Its name.</param>
/// <param name="Panic">What happened.</param>
/// <param name="IsRestarted">Whether another one has taken its place.</param>
internal sealed record SupervisedPanic(string Instance, Panic Panic, bool IsRestarted);
