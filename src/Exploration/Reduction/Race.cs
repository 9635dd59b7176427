namespace DmaActors.Exploration.Reduction;

/// <summary>Two steps that depend on each other, whose order nothing else decides: it could have been the other one.</summary>
/// <param name="Earlier">The number of the step that came first.</param>
/// <param name="ThroughLock">The earlier one entered the lock (or set the timer) that kept the later one waiting.</param>
internal readonly record struct Race(int Earlier, bool ThroughLock);
