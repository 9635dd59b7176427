using DmaActors.Simulation;

namespace DmaActors.Exploration.Reduction;

/// <summary>A part of an exploration that can be done by itself: all runs that begin in one way, less those that are known from elsewhere.</summary>
internal sealed class Subtree
{
    /// <summary>Everything.</summary>
    public static readonly Subtree Whole = new();

    /// <summary>The channels whose heads are delivered first, by name.</summary>
    public ulong[] Channels { get; init; } = [];

    /// <summary>The values that are chosen meanwhile.</summary>
    public ChosenValue[] Values { get; init; } = [];

    /// <summary>What need not be taken next, with what it touches.</summary>
    public IReadOnlyList<Sleeper> Asleep { get; init; } = [];

    public int Depth => Channels.Length;

    /// <param name="Channel">By name.</param>
    /// <param name="Footprint">What its step touches.</param>
    public sealed record Sleeper(ulong Channel, Access[] Footprint);
}
