namespace DmaActors.AkkaNet.Tests.Support;

internal sealed class SilentTestLog : IWorldLog
{
    public static readonly SilentTestLog Instance = new();

    public bool IsEnabled(LogLevel level) => false;

    public void Write(LogLevel level, VirtualTime time, string actor, string message)
    {
    }
}
