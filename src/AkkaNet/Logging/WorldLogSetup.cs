using Akka.Actor.Setup;
using DmaActors.Simulation;

namespace DmaActors.AkkaNet.Logging;

/// <summary>Tells an actor system where <see cref="WorldLogger"/> writes.</summary>
/// <param name="log">Whatever the log of a world is: Serilog, for <c>dmasim</c>.</param>
public sealed class WorldLogSetup(IWorldLog log) : Setup
{
    public IWorldLog Log { get; } = log;
}
