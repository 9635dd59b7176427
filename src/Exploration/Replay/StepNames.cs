using System.Runtime.InteropServices;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Replay;

/// <summary>Names the steps of one run, as they are delivered.</summary>
internal sealed class StepNames
{
    private readonly Dictionary<ulong, int> delivered = [];

    public void Clear() => delivered.Clear();

    /// <summary>The name that an enabled step has if it is the next of its kind, which it is: a channel keeps its order.</summary>
    public StepName Of(StepId enabled)
    {
        var kind = enabled.Digest;
        return new StepName(kind, delivered.GetValueOrDefault(kind) + 1);
    }

    /// <summary>The name of a step that is delivered now.</summary>
    public StepName Deliver(StepId step)
    {
        var kind = step.Digest;
        return new StepName(kind, ++CollectionsMarshal.GetValueRefOrAddDefault(delivered, kind, out _));
    }
}
