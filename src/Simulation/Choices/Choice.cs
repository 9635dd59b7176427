namespace DmaActors.Simulation;

/// <summary>What a choice decided.</summary>
public enum ChoiceKind : byte
{
    /// <summary>The next step among the enabled ones.</summary>
    Step,

    /// <summary>A value: a fault, a size, a policy.</summary>
    Value,
}

/// <summary>One answer of a strategy as it stands on the tape.</summary>
/// <param name="Kind">Which of the two questions.</param>
/// <param name="Options">How many answers there were.</param>
/// <param name="Chosen">The answer, <c>0 .. Options - 1</c>.</param>
/// <param name="Point">What was chosen, folded to 32 bits: <see cref="StepId.Point"/> or <see cref="ChoicePoint.Point"/>. Replay checks it.</param>
public readonly record struct Choice(ChoiceKind Kind, int Options, int Chosen, uint Point)
{
    internal static uint Fold(ulong digest) => unchecked((uint)(digest ^ (digest >> 32)));
}
