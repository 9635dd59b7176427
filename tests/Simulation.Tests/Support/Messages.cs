namespace DmaActors.Simulation.Tests.Support;

/// <summary>Begin.</summary>
internal sealed partial record Start : Message;

/// <summary>A message that is told from others by its number.</summary>
internal sealed partial record Note(int Number) : Message;

/// <summary>A request that is answered to whoever sent it.</summary>
internal sealed partial record Ask(int Number) : Message;
