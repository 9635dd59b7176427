namespace DmaActors.Hardware.Tests.Machine;

internal sealed class ListLog : IWorldLog
{
    public List<(LogLevel Level, string Actor, string Text)> Lines { get; } = [];

    public bool IsEnabled(LogLevel level) => level >= LogLevel.Warning;

    public void Write(LogLevel level, VirtualTime time, string actor, string message) => Lines.Add((level, actor, message));
}
