namespace DmaActors.Simulation;

/// <summary>An exception that left the code of a driver or a device: the run ends in that step.</summary>
/// <param name="Actor">The actor or context whose code threw.</param>
/// <param name="Message">The message that it was handling.</param>
/// <param name="Step">The number of the step, from 1.</param>
/// <param name="Exception">What was thrown.</param>
public sealed record Panic(string Actor, Message Message, long Step, Exception Exception);
