namespace DmaActors.Exploration.Shrinking;

/// <summary>What a switch does to the default order.</summary>
public enum SwitchKind
{
    /// <summary>A message is put off, and younger ones go first.</summary>
    PutOff,

    /// <summary>A timer goes off although messages are under way, which in the default order go first.</summary>
    BringForward,
}
