namespace DmaActors.Simulation;

/// <summary>The answer to a call that a context awaits.</summary>
public sealed partial record Reply<T>(T Value) : Message
    where T : struct, IDigestible;
