using System.Runtime.InteropServices;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Replay;

/// <summary>
/// Follows a recorded run by the names of its steps, in a model that may have changed: a step is known by its sender, its receiver, the type of its message, and how many of these
/// were delivered before it. It must also be the recorder of the world.
/// </summary>
/// <remarks>
/// The next step of the recording goes first. While it is not there, what the recording does not know goes first, since it may lead there; timers do not, which would go off far
/// too early. Where nothing leads there, the step is passed over, and comes later or never.
/// </remarks>
public sealed class FollowStrategy : IStrategy, IStepRecorder
{
    private readonly Dictionary<(string Message, int Ordinal), int> places = [];
    private readonly Dictionary<(uint Point, int Ordinal), Choice> values = [];
    private readonly Dictionary<string, int> delivered = [];
    private readonly Dictionary<uint, int> asked = [];
    private readonly bool[] isDone;
    private int next;

    /// <param name="messages">Who sent what to whom in each step, as <see cref="StepId.ToString"/> says it.</param>
    /// <param name="choices">The tape: its values are given again, at the same point and the same time.</param>
    public FollowStrategy(IReadOnlyList<string> messages, IReadOnlyList<Choice> choices)
    {
        isDone = new bool[messages.Count];
        for (var i = 0; i < messages.Count; i++)
        {
            var type = TypeOf(messages[i]);
            places.Add((type, Count(delivered, type)), i);
        }

        foreach (var choice in choices)
        {
            if (choice.Kind == ChoiceKind.Value)
                values.Add((choice.Point, Count(asked, choice.Point)), choice);
        }
    }

    public string Description => $"{isDone.Length} steps by name";

    /// <summary>Steps of the recording that were delivered.</summary>
    public long Followed { get; private set; }

    /// <summary>Steps that are not in the recording.</summary>
    public long Extra { get; private set; }

    public void Begin()
    {
        delivered.Clear();
        asked.Clear();
        Array.Clear(isDone);
        next = 0;
        Followed = 0;
        Extra = 0;
    }

    public int NextStep(ReadOnlySpan<StepId> enabled)
    {
        var (known, unknown) = (-1, -1);
        var earliest = int.MaxValue;
        for (var i = 0; i < enabled.Length; i++)
        {
            var place = PlaceOf(enabled[i]);
            if (place == next)
                return i;
            if (place < 0 && unknown < 0 && !enabled[i].IsTimer)
                unknown = i;
            if (place >= 0 && place < earliest)
                (known, earliest) = (i, place);
        }

        return unknown >= 0 ? unknown : Math.Max(0, known);
    }

    public int NextValue(ChoicePoint point, int options, int defaultOption) =>
        values.TryGetValue((point.Point, Count(asked, point.Point)), out var choice) && choice.Options == options ? choice.Chosen : defaultOption;

    public void OnStep(long step, VirtualTime time, StepId id)
    {
        var place = PlaceOf(id);
        Count(delivered, TypeOf(id.ToString()));
        if (place < 0)
        {
            Extra++;
            return;
        }

        Followed++;
        isDone[place] = true;
        while (next < isDone.Length && isDone[next])
            next++;
    }

    private int PlaceOf(StepId step)
    {
        var type = TypeOf(step.ToString());
        return places.TryGetValue((type, delivered.GetValueOrDefault(type) + 1), out var place) ? place : -1;
    }

    private static int Count<T>(Dictionary<T, int> counts, T what)
        where T : notnull => ++CollectionsMarshal.GetValueRefOrAddDefault(counts, what, out _);

    private static string TypeOf(string message)
    {
        var members = message.IndexOf(" {", StringComparison.Ordinal);
        return members < 0 ? message : message[..members];
    }
}
