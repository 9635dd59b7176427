using DmaActors.Hardware.Interrupts;
using DmaActors.Lab.Machines;
using DmaActors.Simulation;
using DmaActors.Simulation.Contexts;

namespace DmaActors.Lab.Running.Waiting;

/// <summary>Who waits for whom when nothing can happen any more. A circle of holders is a deadlock; every other wait ends at somebody who could have ended it and will not.</summary>
internal sealed class WaitForGraph(IReadOnlyList<Wait> waits)
{
    public IReadOnlyList<Wait> Waits { get; } = waits;

    /// <summary>Each circle once, beginning with the first of its names.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Circles
    {
        get
        {
            var holderOf = Waits.Where(wait => wait.Holder is not null).GroupBy(wait => wait.Who).ToDictionary(group => group.Key, group => group.First().Holder!);
            var circles = new List<IReadOnlyList<string>>();
            foreach (var start in holderOf.Keys.Order(StringComparer.Ordinal))
            {
                if (CircleThrough(start, holderOf) is { } circle && circle.Min(StringComparer.Ordinal) == start)
                    circles.Add(circle);
            }

            return circles;
        }
    }

    /// <summary>For a reader: the waits, then the circles.</summary>
    public IEnumerable<string> Lines => Waits.Select(wait => wait.ToString()).Concat(Circles.Select(Describe));

    /// <summary>What there is to say of a machine that stands still.</summary>
    public static WaitForGraph Of(Machine machine, WorkloadState state)
    {
        var waits = new List<Wait>();
        var sleepers = machine.Nexus.Sleeping.Select(sleeper => sleeper.Caller).Concat(machine.Isa?.Sleeping.Select(sleeper => sleeper.Caller) ?? []).ToHashSet();
        foreach (var context in machine.Runtime.LiveContexts.Where(context => !sleepers.Contains(context.Self)).OrderBy(context => context.Name, StringComparer.Ordinal))
            waits.Add(Of(context, machine));
        foreach (var sleeper in machine.Nexus.Sleeping)
            waits.Add(new Wait(sleeper.Caller.Name, "DMA resources in the nexus", Waker: sleeper.Never is { } never ? $"no release can help: {never}" : Holders(machine)));
        if (machine.Nexus.Owed > 0)
            waits.Add(new Wait(Callbacks(machine.Nexus.Owed), "a release of DMA resources", Waker: Holders(machine)));
        if (machine.Isa is { } isa)
        {
            waits.AddRange(isa.Sleeping.Select(sleeper => new Wait(sleeper.Caller.Name, sleeper.Channel)));
            if (isa.Owed > 0)
                waits.Add(new Wait(Callbacks(isa.Owed), "the release of a DMA channel"));
        }

        if (state.InFlight > 0)
            waits.Add(new Wait($"the user, with {state.InFlight} request{(state.InFlight == 1 ? "" : "s")} given to strategy,", "biodone", Waker: "only the driver can call it"));
        return new WaitForGraph(waits);
    }

    private static Wait Of(TaskContext context, Machine machine) => context.WaitsFor switch
    {
        KMutex mutex => new Wait(context.Name, $"the mutex {mutex.Description}, held by {mutex.Owner?.Name ?? "nobody"}", mutex.Owner?.Name),
        KCondvar condition => new Wait(context.Name, $"a signal of {condition}", Waker: Signallers(context, machine)),
        RemoveHandler when OthersOf(context, machine).FirstOrDefault(other => other.Origin is Interrupt) is { } handler =>
            new Wait(context.Name, $"its interrupt handler to end, {handler.Name}", handler.Name),
        _ => new Wait(context.Name, context.WaitsForText),
    };

    /// <summary>A condition variable is signalled from within its instance alone.</summary>
    private static string Signallers(TaskContext context, Machine machine)
    {
        var instance = context.Name[..context.Name.IndexOf('/')];
        var others = OthersOf(context, machine).Select(other => other.Name).Order(StringComparer.Ordinal).ToList();
        var who = others.Count == 0 ? $"no other context of {instance} is left" : $"{string.Join(" and ", others)} wait{(others.Count == 1 ? "s" : "")}, too";
        return machine.Nexus.Owed + (machine.Isa?.Owed ?? 0) > 0 ? $"only {instance} can signal it: {who}, and a callback would have to come first" : $"only {instance} can signal it: {who}";
    }

    private static IEnumerable<TaskContext> OthersOf(TaskContext context, Machine machine)
    {
        var instance = context.Name[..(context.Name.IndexOf('/') + 1)];
        return machine.Runtime.LiveContexts.Where(other => other != context && other.Name.StartsWith(instance, StringComparison.Ordinal));
    }

    private static string Holders(Machine machine) => machine.Nexus.Bound switch
    {
        0 => "nothing is bound any more, so none will come",
        1 => "one binding is left, and its holder has nothing more to do",
        var bound => $"{bound} bindings are left, and their holders have nothing more to do",
    };

    private static string Callbacks(long owed) => owed == 1 ? "a callback on the list" : $"{owed} callbacks on the list";

    private static List<string>? CircleThrough(string start, Dictionary<string, string> holderOf)
    {
        var path = new List<string> { start };
        while (holderOf.TryGetValue(path[^1], out var next))
        {
            if (next == start)
                return path;
            if (path.Contains(next))
                return null;
            path.Add(next);
        }

        return null;
    }

    private static string Describe(IReadOnlyList<string> circle) => $"a circle: {string.Join(", which waits for ", circle.Append(circle[0]))}";
}
