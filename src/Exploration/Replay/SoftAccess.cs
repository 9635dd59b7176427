namespace DmaActors.Exploration.Replay;

/// <summary>A read or write of soft state in a step.</summary>
/// <param name="Instance">Whose state it is.</param>
/// <param name="Member">The member.</param>
/// <param name="Context">Who accessed it.</param>
/// <param name="IsWrite">Whether it was written.</param>
/// <param name="Value">What was read or written, as text.</param>
public sealed record SoftAccess(string Instance, string Member, string Context, bool IsWrite, string Value);
