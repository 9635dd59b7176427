namespace DmaActors.Simulation;

internal sealed class SilentLog : IWorldLog
{
    public static readonly SilentLog Instance = new();

    public bool IsEnabled(LogLevel level) => false;

    public void Write(LogLevel level, VirtualTime time, string actor, string message)
    {
    }
}
