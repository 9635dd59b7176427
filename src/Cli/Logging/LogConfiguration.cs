using DmaActors.Lab.Inputs;
using Microsoft.Extensions.Configuration;
using Serilog;
using Serilog.Events;
using Serilog.Settings.Configuration;

namespace DmaActors.Cli.Logging;

/// <summary>Reads <c>config/serilog.json</c>: where the log goes, from which level on, and in which form.</summary>
internal static class LogConfiguration
{
    public const string FileName = "serilog.json";

    private const string Template = "{VirtualTime,12} {Level:u3} {Actor,-24} {Message:lj}{NewLine}";

    /// <summary>Null when the file is wrong.</summary>
    public static LoggerConfiguration? Read(string file, LogEventLevel? level, out IReadOnlyList<InputError> errors)
    {
        errors = [];
        var configuration = new LoggerConfiguration();
        if (!File.Exists(file))
            return configuration.MinimumLevel.Is(level ?? LogEventLevel.Error).WriteTo.Console(outputTemplate: Template, standardErrorFromLevel: LogEventLevel.Verbose);
        try
        {
            // The sinks are named here: looking for them in all assemblies would take longer than a short run.
            var sinks = new ConfigurationReaderOptions(typeof(ConsoleLoggerConfigurationExtensions).Assembly, typeof(FileLoggerConfigurationExtensions).Assembly);
            configuration.ReadFrom.Configuration(new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(file), optional: false).Build(), sinks);
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException or FormatException or ArgumentException)
        {
            var cause = exception.InnerException ?? exception;
            errors = [new InputError(file, 0, 0, "", $"cannot be used: {cause.Message.ReplaceLineEndings(" ")}", "a Serilog configuration in JSON, or no such file")];
            return null;
        }

        return level is { } least ? configuration.MinimumLevel.Is(least) : configuration;
    }
}
