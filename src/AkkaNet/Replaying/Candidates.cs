using DmaActors.AkkaNet.Shells;
using DmaActors.Simulation;
using DmaActors.Simulation.Hosting;

namespace DmaActors.AkkaNet.Replaying;

/// <summary>
/// What may be delivered next, of all worlds together, in the order in which strategies are shown it: messages by age; then, in untimed mode, the one timer that is due first. With one
/// processor, what would run below the level of a context that can go on is left out.
/// </summary>
internal sealed class Candidates(bool timed, bool singleProcessor)
{
    private readonly List<(ShellPort Port, HostedHead Head)> heads = [];
    private StepId[] steps = new StepId[16];

    public int Count => heads.Count;

    public ReadOnlySpan<StepId> Steps
    {
        get
        {
            if (steps.Length < heads.Count)
                steps = new StepId[heads.Count * 2];
            for (var i = 0; i < heads.Count; i++)
                steps[i] = heads[i].Head.Step;
            return steps.AsSpan(0, heads.Count);
        }
    }

    public (ShellPort Port, HostedHead Head) this[int index] => heads[index];

    public void Gather(IReadOnlyList<ShellPort> ports)
    {
        heads.Clear();
        (ShellPort Port, HostedHead Head)? timer = null;
        foreach (var port in ports)
        {
            for (var i = 0; i < port.World.EnabledCount; i++)
            {
                var head = port.World.Enabled(i);
                if (timed || !head.IsTimer)
                    heads.Add((port, head));
                else if (timer is not { } best || head.FiresBefore(best.Head))
                    timer = (port, head);
            }
        }

        heads.Sort((left, right) => left.Head.Age.CompareTo(right.Head.Age));
        if (timer is { } earliest)
            heads.Add(earliest);
        if (singleProcessor && heads.Count > 1)
            LeaveOutLower();
    }

    /// <summary>The timer that fires only when nothing else can happen and is due first; null: there is none.</summary>
    public static ShellPort? WithLastResort(IReadOnlyList<ShellPort> ports)
    {
        ShellPort? found = null;
        foreach (var port in ports)
        {
            if (port.World.LastResort is { } head && (found is null || head.FiresBefore(found.World.LastResort!.Value)))
                found = port;
        }

        return found;
    }

    private void LeaveOutLower()
    {
        var highest = heads.Max(entry => entry.Head.RunningLevel ?? int.MinValue);
        heads.RemoveAll(entry => entry.Head.ProcessorLevel < highest);
    }
}
