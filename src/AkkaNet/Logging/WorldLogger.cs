using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using DmaActors.Simulation;

namespace DmaActors.AkkaNet.Logging;

/// <summary>
/// Akka's logger, and ours: writes what Akka and what our actors log into the log of <see cref="WorldLogSetup"/>. Named under <c>akka.loggers</c> in the configuration.
/// </summary>
public sealed class WorldLogger : UntypedActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private IWorldLog log = NoLog.Instance;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                if (Context.System.Settings.Setup.Get<WorldLogSetup>() is { HasValue: true, Value: var setup })
                    log = setup.Log;
                Context.System.EventStream.Subscribe(Self, typeof(WorldLogEvent));
                Sender.Tell(new LoggerInitialized());
                break;
            case WorldLogEvent ours:
                log.Write(ours.WorldLevel, ours.Time, ours.Actor, ours.Text);
                break;
            case LogEvent akkas when log.IsEnabled(LevelOf(akkas)):
                log.Write(LevelOf(akkas), default, akkas.LogSource, akkas.Cause is null ? $"{akkas.Message}" : $"{akkas.Message}: {akkas.Cause.Message}");
                break;
        }
    }

    private static DmaActors.Simulation.LogLevel LevelOf(LogEvent akkas) => akkas.LogLevel() switch
    {
        Akka.Event.LogLevel.ErrorLevel => DmaActors.Simulation.LogLevel.Error,
        Akka.Event.LogLevel.WarningLevel => DmaActors.Simulation.LogLevel.Warning,
        Akka.Event.LogLevel.InfoLevel => DmaActors.Simulation.LogLevel.Information,
        _ => DmaActors.Simulation.LogLevel.Debug,
    };
}
