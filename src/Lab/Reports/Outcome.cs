namespace DmaActors.Lab.Reports;

/// <summary>How it ended, for a reader.</summary>
/// <param name="Kind">Good, bad, or open.</param>
/// <param name="Word">In capitals: <c>OK</c>, <c>BROKEN</c>.</param>
/// <param name="Text">The rest of the sentence, without its full stop.</param>
public sealed record Outcome(OutcomeKind Kind, string Word, string Text);

/// <summary>Whether all is well.</summary>
public enum OutcomeKind
{
    Fine,
    Broken,

    /// <summary>Nothing was broken, and not all was seen that was to be.</summary>
    Open,
}
