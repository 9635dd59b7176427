using DmaActors.Exploration.Histories;

namespace DmaActors.Lab.Traces;

/// <summary>How a trace is replayed.</summary>
public sealed record ReplayOptions
{
    /// <summary>The replay ends after this step, from 1; null: at the end of the trace.</summary>
    public long? To { get; init; }

    /// <summary>The step, from 1, before which <see cref="OnBreak"/> is called; null: none.</summary>
    public long? Break { get; init; }

    /// <summary>Called on the thread of the machine: the next turn is that of the step.</summary>
    public Action? OnBreak { get; init; }

    /// <summary>So many steps are taken down as a <see cref="RunHistory"/>: the last ones. 0: none.</summary>
    public int Remembered { get; init; }

    /// <summary>Whether it is taken down with them what actors held.</summary>
    public bool WithState { get; init; }
}
