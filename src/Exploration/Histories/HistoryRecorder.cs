using DmaActors.Exploration.Replay;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Histories;

/// <summary>Takes a run down. It looks at actors between turns, and changes nothing.</summary>
/// <param name="world">The world whose recorder it is.</param>
public sealed class HistoryRecorder(World world) : IStepRecorder
{
    private readonly Dictionary<StateKey, int> places = [];
    private readonly List<StateKey> keys = [];
    private readonly List<string?> values = [];
    private readonly List<List<StateChange>> changes = [];

    /// <summary>For each step the number that the first message would get that is sent in it.</summary>
    private readonly List<long> begins = [];
    private readonly List<long> origins = [];
    private RunRecorder? steps;

    /// <summary>What comes before is not kept.</summary>
    public long FirstStep { get; init; } = 1;

    /// <summary>Whether what actors hold is kept too.</summary>
    public bool LooksAtState { get; init; } = true;

    public void OnStep(long step, VirtualTime time, StepId id)
    {
        if (step >= FirstStep)
            Look();
        begins.Add(world.NextBorn);
        origins.Add(id.Born);
        (steps ??= new RunRecorder(world) { FirstStep = FirstStep }).OnStep(step, time, id);
    }

    /// <summary>The run is over.</summary>
    public RunHistory Finish()
    {
        Look();
        var kept = steps?.Steps ?? [];
        return new RunHistory
        {
            Steps = [.. kept.Select(step => new HistoryStep(step, SentIn((int)step.Number - 1)))],
            Skipped = begins.Count - kept.Count,
            Actors = [.. world.ActorNames],
            Keys = keys,
            Changes = changes,
        };
    }

    /// <summary>The last step that had begun when the message was sent.</summary>
    private long SentIn(int index)
    {
        var origin = origins[index];
        var place = begins.BinarySearch(0, index + 1, origin, null);
        if (place < 0)
            return ~place;

        // Of steps that send nothing, the next begins with the same number: the message is of the last of them.
        while (place + 1 <= index && begins[place + 1] == origin)
            place++;
        return place + 1;
    }

    private void Look()
    {
        if (!LooksAtState)
            return;
        var changed = new List<StateChange>();
        var isThere = new bool[keys.Count];
        foreach (var (actor, state) in world.DescribeAll())
        {
            foreach (var item in state)
            {
                var key = PlaceOf(new StateKey(actor, item.Group, item.Name));
                if (key < isThere.Length)
                    isThere[key] = true;
                Note(key, item.Value, changed);
            }
        }

        for (var key = 0; key < isThere.Length; key++)
        {
            if (!isThere[key])
                Note(key, null, changed);
        }

        changes.Add(changed);
    }

    private int PlaceOf(StateKey key)
    {
        if (!places.TryGetValue(key, out var place))
        {
            places.Add(key, place = keys.Count);
            keys.Add(key);
            values.Add(null);
        }

        return place;
    }

    private void Note(int key, string? value, List<StateChange> changed)
    {
        if (values[key] == value)
            return;
        values[key] = value;
        changed.Add(new StateChange(key, value));
    }
}
