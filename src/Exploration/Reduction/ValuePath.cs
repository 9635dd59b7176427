using DmaActors.Exploration.Replay;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Reduction;

/// <summary>The values that were chosen in a run, in order, and which come next: the default first, then the others from 0 on.</summary>
internal sealed class ValuePath
{
    private readonly List<ChosenValue> values = [];

    /// <summary>How many of them this run has asked for.</summary>
    public int Position { get; private set; }

    public void Rewind() => Position = 0;

    /// <summary>The value of this run.</summary>
    public int Answer(ChoicePoint point, int options, int defaultOption)
    {
        if (Position == values.Count)
            values.Add(new ChosenValue(point, options, defaultOption, 0));
        var value = values[Position++];
        if (value.Point.Point != point.Point || value.Options != options)
            throw new ReplayDivergedException(Position, $"a value among {value.Options} for '{value.Point}'", $"one among {options} for '{point}'");
        return value.Value;
    }

    /// <summary>Goes on to the next combination of the values from one on. False, and they are gone: there is none.</summary>
    public bool Advance(int first)
    {
        while (values.Count > first)
        {
            var last = values[^1];
            values.RemoveAt(values.Count - 1);
            if (last.Rank + 1 == last.Options)
                continue;
            values.Add(last with { Rank = last.Rank + 1 });
            return true;
        }

        return false;
    }

    /// <summary>The values from one on that this run has asked for, as one number.</summary>
    public ulong Hash(int first)
    {
        var digest = default(TraceDigest);
        for (var i = first; i < Position; i++)
            digest.Add((long)values[i].Value);
        return digest.Value;
    }

    /// <summary>A copy, to begin another path with.</summary>
    public ChosenValue[] ToArray() => [.. values];

    public void Start(ReadOnlySpan<ChosenValue> beginning)
    {
        values.Clear();
        values.AddRange(beginning);
    }
}

/// <summary>One answer, and which of all it is.</summary>
internal readonly record struct ChosenValue(ChoicePoint Point, int Options, int Default, int Rank)
{
    public int Value => Rank == 0 ? Default : Rank <= Default ? Rank - 1 : Rank;
}
