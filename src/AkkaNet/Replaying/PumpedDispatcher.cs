using Akka.Configuration;
using Akka.Dispatch;

namespace DmaActors.AkkaNet.Replaying;

/// <summary>A dispatcher without a thread: each run of a mailbox waits for the <see cref="Pump"/>, and handles one message.</summary>
internal sealed class PumpedDispatcher : MessageDispatcher
{
    private readonly Pump pump;

    public PumpedDispatcher(MessageDispatcherConfigurator configurator, Pump pump, string id)
        : base(configurator)
    {
        this.pump = pump;
        Id = id;
        Throughput = 1;

        // Not null: without a deadline a mailbox tests its throughput before it counts, and handles two messages a run.
        ThroughputDeadlineTime = 0;
    }

    protected override void ExecuteTask(IRunnable run) => pump.Add(run);

    protected override void Shutdown()
    {
    }
}

/// <summary>Named under <c>akka.actor.default-dispatcher.type</c> and <c>akka.actor.internal-dispatcher.type</c>: Akka's own actors must not have threads either.</summary>
internal sealed class PumpedDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly PumpedDispatcher dispatcher;

    public PumpedDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
        var pump = prerequisites.Settings.Setup.Get<Pump>();
        if (!pump.HasValue)
            throw new ConfigurationException("A pumped dispatcher needs a pump among the set-ups of its actor system.");
        dispatcher = new PumpedDispatcher(this, pump.Value, config.GetString("id"));
    }

    public override MessageDispatcher Dispatcher() => dispatcher;
}
