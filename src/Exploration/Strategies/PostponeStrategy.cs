using DmaActors.Simulation;

namespace DmaActors.Exploration.Strategies;

/// <summary>
/// The default order, with some messages put off until nothing else can happen. Which ones is said by their positions: at the choice with that number, the message that would
/// have been next is put off, and with it all that stands behind it in its channel.
/// </summary>
public sealed class PostponeStrategy : IStrategy
{
    private readonly List<long> postponed = [];
    private int[] positions = [];
    private int next;

    public string Description => positions.Length == 0 ? "default order" : $"postpone(at {string.Join(", ", positions)})";

    /// <summary>The choices at which a message is put off, in ascending order, from 0. A position can stand there several times: each puts off one message more.</summary>
    public IReadOnlyList<int> Positions
    {
        get => positions;
        set => positions = [.. value];
    }

    /// <summary>Choices of the run so far at which a message could have been put off.</summary>
    public int Choices { get; private set; }

    public void Begin()
    {
        postponed.Clear();
        next = 0;
        Choices = 0;
    }

    public int NextStep(ReadOnlySpan<StepId> enabled)
    {
        var chosen = Next(enabled);
        while (next < positions.Length && positions[next] == Choices && chosen >= 0)
        {
            next++;
            postponed.Add(enabled[chosen].Identity);
            chosen = Next(enabled);
        }

        Choices++;
        if (chosen >= 0)
            return chosen;

        // Nothing else can happen: what has been put off longest is no longer.
        var due = Longest(enabled);
        postponed.Remove(enabled[due].Identity);
        return due;
    }

    public int NextValue(ChoicePoint point, int options, int defaultOption) => defaultOption;

    /// <summary>The oldest message that is not put off; -1: there is none.</summary>
    private int Next(ReadOnlySpan<StepId> enabled)
    {
        for (var i = 0; i < enabled.Length; i++)
        {
            if (!postponed.Contains(enabled[i].Identity))
                return i;
        }

        return -1;
    }

    private int Longest(ReadOnlySpan<StepId> enabled)
    {
        foreach (var identity in postponed)
        {
            for (var i = 0; i < enabled.Length; i++)
            {
                if (enabled[i].Identity == identity)
                    return i;
            }
        }

        return 0;
    }
}
