namespace DmaActors.Exploration.Replay;

/// <summary>A run asked another question than the one whose answer is on the tape.</summary>
public sealed class ReplayDivergedException(int choice, string expected, string found)
    : Exception($"Choice {choice} differs from the tape: expected {expected}, found {found}.")
{
    /// <summary>Which choice of the tape, from 1.</summary>
    public int Choice { get; } = choice;

    /// <summary>The question on the tape.</summary>
    public string Expected { get; } = expected;

    /// <summary>The question of this run.</summary>
    public string Found { get; } = found;
}
