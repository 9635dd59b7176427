using DmaActors.Simulation;

namespace DmaActors.AkkaNet.Logging;

/// <summary>Nothing is logged.</summary>
internal sealed class NoLog : IWorldLog
{
    public static readonly NoLog Instance = new();

    public bool IsEnabled(LogLevel level) => false;

    public void Write(LogLevel level, VirtualTime time, string actor, string message)
    {
    }
}
