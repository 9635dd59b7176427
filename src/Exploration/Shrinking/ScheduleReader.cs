using DmaActors.Exploration.Replay;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Shrinking;

/// <summary>
/// Lets another strategy run and says its run as a <see cref="Schedule"/>: whatever was passed over by a younger message is put off until the step before its own. Run again, that
/// schedule gives the same run: in each step all that is older than the step taken is still put off, and the step taken no longer is.
/// </summary>
internal sealed class ScheduleReader(IStrategy inner) : IStrategy, IStepRecorder
{
    private readonly StepNames names = new();
    private readonly Dictionary<uint, int> asked = [];
    private readonly HashSet<StepName> passedOver = [];
    private readonly List<Switch> switches = [];
    private readonly List<OddValue> values = [];
    private StepName? latest;
    private StepName? forward;

    public string Description => inner.Description;

    /// <summary>The run so far.</summary>
    public Schedule Schedule => new([.. switches, .. passedOver.Select(name => new Switch(SwitchKind.PutOff, name, null))], [.. values]);

    public void Begin() => inner.Begin();

    public int NextStep(ReadOnlySpan<StepId> enabled)
    {
        var chosen = inner.NextStep(enabled);
        if (chosen > 0 && enabled[chosen].IsTimer)
        {
            forward = names.Of(enabled[chosen]);
            return chosen;
        }

        foreach (var older in enabled[..chosen])
            passedOver.Add(names.Of(older));
        return chosen;
    }

    public int NextValue(ChoicePoint point, int options, int defaultOption)
    {
        var ordinal = asked[point.Point] = asked.GetValueOrDefault(point.Point) + 1;
        var chosen = inner.NextValue(point, options, defaultOption);
        if (chosen != defaultOption)
            values.Add(new OddValue(point.Point, ordinal, chosen));
        return chosen;
    }

    public void OnStep(long step, VirtualTime time, StepId id)
    {
        var name = names.Deliver(id);
        if (passedOver.Remove(name))
            switches.Add(new Switch(SwitchKind.PutOff, name, latest));
        if (forward == name)
            switches.Add(new Switch(SwitchKind.BringForward, name, latest));
        forward = null;
        latest = name;
    }
}
