using DmaActors.Exploration.Replay;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Shrinking;

/// <summary>
/// Runs a <see cref="Schedule"/>. It must also be the recorder of the world, since it goes by the names of what has been delivered. What a schedule names and a run does not have
/// is left out of account.
/// </summary>
internal sealed class ScheduleStrategy : IStrategy, IStepRecorder
{
    private readonly Schedule schedule;
    private readonly Dictionary<StepName, List<Switch>> byAnchor = [];
    private readonly Dictionary<(uint Point, int Ordinal), int> values;
    private readonly StepNames names = new();
    private readonly Dictionary<uint, int> asked = [];

    /// <summary>Messages that others go before, if they come.</summary>
    private readonly HashSet<StepName> putOff = [];

    /// <summary>Timers that go before all others, if they are set.</summary>
    private readonly HashSet<StepName> forward = [];
    private long steps;

    public ScheduleStrategy(Schedule schedule)
    {
        this.schedule = schedule;
        values = schedule.Values.ToDictionary(value => (value.Point, value.Ordinal), value => value.Chosen);
        foreach (var one in schedule.Switches)
        {
            if (one.Anchor is not { } anchor)
                continue;
            if (!byAnchor.TryGetValue(anchor, out var switches))
                byAnchor.Add(anchor, switches = []);
            switches.Add(one);
        }
    }

    public string Description => $"default order but for {schedule.Switches.Count} switches and {schedule.Values.Count} values";

    /// <summary>After which step of the latest run each message was first passed over, although it could have been next.</summary>
    public Dictionary<StepName, long> PassedOver { get; } = [];

    public void Begin()
    {
        names.Clear();
        asked.Clear();
        putOff.Clear();
        forward.Clear();
        PassedOver.Clear();
        steps = 0;
        foreach (var one in schedule.Switches)
        {
            if (one.Kind == SwitchKind.PutOff)
                putOff.Add(one.Message);
        }
    }

    public int NextStep(ReadOnlySpan<StepId> enabled)
    {
        for (var i = 0; forward.Count > 0 && i < enabled.Length; i++)
        {
            if (forward.Contains(names.Of(enabled[i])))
                return i;
        }

        for (var i = 0; i < enabled.Length; i++)
        {
            if (putOff.Count == 0 || names.Of(enabled[i]) is var name && !putOff.Contains(name))
                return i;
            PassedOver.TryAdd(name, steps);
        }

        // Nothing else can happen.
        return 0;
    }

    public int NextValue(ChoicePoint point, int options, int defaultOption)
    {
        var ordinal = asked[point.Point] = asked.GetValueOrDefault(point.Point) + 1;
        return values.TryGetValue((point.Point, ordinal), out var chosen) && chosen < options ? chosen : defaultOption;
    }

    public void OnStep(long step, VirtualTime time, StepId id)
    {
        steps = step;
        var name = names.Deliver(id);
        putOff.Remove(name);
        forward.Remove(name);
        if (!byAnchor.TryGetValue(name, out var switches))
            return;
        foreach (var one in switches)
        {
            if (one.Kind == SwitchKind.PutOff)
                putOff.Remove(one.Message);
            else
                forward.Add(one.Message);
        }
    }
}
