using Akka.Event;
using DmaActors.Simulation;

namespace DmaActors.AkkaNet.Logging;

/// <summary>What one of our actors logs, on its way through Akka's event stream: with virtual time and actor.</summary>
internal sealed class WorldLogEvent(DmaActors.Simulation.LogLevel level, VirtualTime time, string actor, string text) : LogEvent
{
    public DmaActors.Simulation.LogLevel WorldLevel { get; } = level;

    public VirtualTime Time { get; } = time;

    public string Actor { get; } = actor;

    public string Text { get; } = text;

    public override Akka.Event.LogLevel LogLevel() => WorldLevel switch
    {
        DmaActors.Simulation.LogLevel.Error => Akka.Event.LogLevel.ErrorLevel,
        DmaActors.Simulation.LogLevel.Warning => Akka.Event.LogLevel.WarningLevel,
        DmaActors.Simulation.LogLevel.Information => Akka.Event.LogLevel.InfoLevel,
        _ => Akka.Event.LogLevel.DebugLevel,
    };
}
