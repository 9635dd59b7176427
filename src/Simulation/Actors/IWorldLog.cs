namespace DmaActors.Simulation;

/// <summary>Where a world's events are written: with virtual time and actor. The host decides how.</summary>
public interface IWorldLog
{
    bool IsEnabled(LogLevel level);

    void Write(LogLevel level, VirtualTime time, string actor, string message);
}
