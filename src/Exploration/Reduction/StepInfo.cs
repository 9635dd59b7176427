using DmaActors.Simulation;

namespace DmaActors.Exploration.Reduction;

/// <summary>What is known of a step of the run when it is taken.</summary>
internal struct StepInfo
{
    /// <summary>The number of its channel.</summary>
    public int Channel;

    /// <summary>The step in which its message was sent; -1: before the first.</summary>
    public int Sender;

    /// <summary>The step before it on its channel; -1: none.</summary>
    public int Previous;

    /// <summary>The step that had to come before it by symmetry; -1: none.</summary>
    public int Enabler;

    /// <summary>Its number on its channel, from 0.</summary>
    public int Ordinal;

    /// <summary>The timer that could have fired instead.</summary>
    public TimerRank Armed;

    /// <summary>The object on which it depends whether it may be delivered; 0: it always may.</summary>
    public ulong Guard;

    /// <summary>Of a timer: when it is its turn.</summary>
    public TimerRank Rank;

    public bool IsTimer;

    /// <summary>It was not taken, only looked at as if: what else it would have touched is not known.</summary>
    public bool IsUntaken;

    /// <summary>It was taken because nothing else could happen: it depends on everything before.</summary>
    public bool IsBarrier;

    /// <summary>The number of the next message when the step began: those it sent have this one or a higher one.</summary>
    public long NextBorn;

    public Region Footprint;

    /// <summary>What is delivered; null: nothing, it is not taken.</summary>
    public Type? MessageType;

    /// <summary>Channel, ordinal, values chosen, and the same of all that happened before.</summary>
    public ulong Hash;

    /// <summary>What is known of a step that is about to be taken.</summary>
    /// <param name="step">The step.</param>
    /// <param name="youngest">The last of those that are enabled: if a timer could go off, that is it.</param>
    /// <param name="channel">The number of its channel.</param>
    /// <param name="nextBorn">The number of the next message.</param>
    public static StepInfo Of(StepId step, StepId youngest, int channel, long nextBorn) => new()
    {
        Channel = channel,
        Enabler = -1,
        Armed = youngest.IsTimer ? TimerRank.Of(youngest) : TimerRank.None,
        Guard = step.GuardObject,
        IsTimer = step.IsTimer,
        Rank = step.IsTimer ? TimerRank.Of(step) : TimerRank.None,
        IsBarrier = step.IsLastResort,
        NextBorn = nextBorn,
        MessageType = step.Message.GetType(),
    };
}
