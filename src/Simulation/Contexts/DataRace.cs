namespace DmaActors.Simulation;

/// <summary>Two accesses to one member of soft state that nothing orders.</summary>
/// <param name="Instance">The driver instance.</param>
/// <param name="Member">The member of its soft state.</param>
/// <param name="FirstContext">The context of the earlier access, by its stable name; it may have ended.</param>
/// <param name="FirstIsWrite">Whether the earlier access was a write.</param>
/// <param name="SecondContext">The context of the later access.</param>
/// <param name="SecondIsWrite">Whether the later access was a write.</param>
public sealed record DataRace(string Instance, string Member, string FirstContext, bool FirstIsWrite, string SecondContext, bool SecondIsWrite);
