namespace DmaActors.Simulation;

/// <summary>How important a log event is.</summary>
public enum LogLevel
{
    Verbose,
    Debug,
    Information,
    Warning,
    Error,
}
