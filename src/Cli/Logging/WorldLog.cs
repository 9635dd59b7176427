using DmaActors.Lab.Inputs;
using DmaActors.Simulation;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace DmaActors.Cli.Logging;

/// <summary>The log of a world, written with Serilog: virtual time and actor are properties of every event. What is not wanted costs a comparison.</summary>
internal sealed class WorldLog : IWorldLog, IDisposable
{
    private readonly Logger? logger;
    private readonly bool[] wanted = new bool[(int)LogLevel.Error + 1];

    private WorldLog(Logger? logger)
    {
        this.logger = logger;
        for (var level = LogLevel.Verbose; level <= LogLevel.Error; level++)
            wanted[(int)level] = logger?.IsEnabled(EventLevel(level)) ?? false;
    }

    /// <summary>Whether so much is logged that a progress bar would be in its way.</summary>
    public bool IsTalkative => wanted[(int)LogLevel.Warning];

    /// <summary>A log as the configuration says, or from another level on.</summary>
    /// <param name="configDirectory">Where <c>serilog.json</c> is; without it errors go to standard error.</param>
    /// <param name="level">The level of the command line; null: that of the configuration.</param>
    /// <param name="errors">What is wrong with the configuration, if the result is null.</param>
    public static WorldLog? Create(string configDirectory, string? level, out IReadOnlyList<InputError> errors)
    {
        errors = [];
        var least = level is null ? null : LogLevels.Parse(level);
        if (level is not null && least is null)
            return new WorldLog(null);
        return LogConfiguration.Read(Path.Combine(configDirectory, LogConfiguration.FileName), least, out errors) is { } configuration
            ? new WorldLog(configuration.CreateLogger())
            : null;
    }

    public bool IsEnabled(LogLevel level) => wanted[(int)level];

    public void Write(LogLevel level, VirtualTime time, string actor, string message)
    {
        if (logger is null || !IsEnabled(level))
            return;
        var template = new MessageTemplate([new TextToken(message)]);
        logger.Write(new LogEvent(
            DateTimeOffset.Now,
            EventLevel(level),
            exception: null,
            template,
            [new LogEventProperty("VirtualTime", new ScalarValue(time.ToString())), new LogEventProperty("Actor", new ScalarValue(actor))]));
    }

    public void Dispose() => logger?.Dispose();

    private static LogEventLevel EventLevel(LogLevel level) => level switch
    {
        LogLevel.Verbose => LogEventLevel.Verbose,
        LogLevel.Debug => LogEventLevel.Debug,
        LogLevel.Information => LogEventLevel.Information,
        LogLevel.Warning => LogEventLevel.Warning,
        _ => LogEventLevel.Error,
    };
}
