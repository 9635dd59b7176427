using Akka.Event;
using DmaActors.Simulation;

namespace DmaActors.AkkaNet.Logging;

/// <summary>The log of hosted actors: an event on Akka's event stream, which <see cref="WorldLogger"/> writes where the log of a world goes. What is not wanted there is not published.</summary>
internal sealed class EventStreamLog(EventStream stream, IWorldLog target) : IWorldLog
{
    public bool IsEnabled(DmaActors.Simulation.LogLevel level) => target.IsEnabled(level);

    public void Write(DmaActors.Simulation.LogLevel level, VirtualTime time, string actor, string message)
    {
        if (target.IsEnabled(level))
            stream.Publish(new WorldLogEvent(level, time, actor, message));
    }
}
