using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Support;

/// <summary>Begin.</summary>
internal sealed partial record Start : Message;

/// <summary>A message that is told from others by what it says and about whom.</summary>
internal sealed partial record Note(string Word, int Number = 0, bool Flag = false) : Message;
