namespace DmaActors.Exploration.Replay;

/// <summary>
/// The same answers gave different runs: code of a driver or device depends on something that no strategy decides (a clock, a thread, a static field, the address of an object).
/// Whatever was found cannot be relied on.
/// </summary>
public sealed class NondeterminismException(long step, string expected, string found)
    : Exception($"Equal choices gave different runs, from step {step} on: first {expected}, then {found}.")
{
    /// <summary>The first step that differs, from 1.</summary>
    public long Step { get; } = step;

    public string Expected { get; } = expected;

    public string Found { get; } = found;
}
