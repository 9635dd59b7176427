using System.Diagnostics;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using DmaActors.AkkaNet.Configuration;
using DmaActors.AkkaNet.Free;
using DmaActors.AkkaNet.Logging;
using DmaActors.AkkaNet.Replaying;
using DmaActors.Lab.Inputs;
using DmaActors.Simulation;
using DmaActors.Simulation.Hosting;

namespace DmaActors.AkkaNet;

/// <summary>An actor system for machines, one after another: made once, used for many runs. Disposing of it leaves nothing running.</summary>
public sealed class AkkaHost : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Not a file of config/: a user who changed it would have a replay that is none. Loggers would be asked for an answer while nobody pumps.
    private static readonly string UnderControl = $$"""
        akka {
          loggers = []
          stdout-loglevel = OFF
          log-dead-letters = off
          scheduler.implementation = "{{typeof(VirtualScheduler).AssemblyQualifiedName}}"
          actor.default-dispatcher.type = "{{typeof(PumpedDispatcherConfigurator).AssemblyQualifiedName}}"
          actor.internal-dispatcher.type = "{{typeof(PumpedDispatcherConfigurator).AssemblyQualifiedName}}"
        }
        """;

    private readonly ActorSystem system;
    private readonly Pump? pump;
    private readonly Func<ActorSystem, WorldOptions, AkkaRuntime> make;
    private readonly List<(WorldOptions Options, AkkaRuntime Runtime)> runtimes = [];

    private AkkaHost(ActorSystem system, Func<ActorSystem, WorldOptions, AkkaRuntime> make, Pump? pump = null)
    {
        this.pump = pump;
        this.system = system;
        this.make = make;
    }

    /// <summary>Actors that are alive now, Akka's own not counted.</summary>
    public int LiveActors => runtimes.Sum(entry => entry.Runtime.LiveShells);

    /// <summary>An actor system on real threads, as a configuration file says.</summary>
    /// <param name="configFile">HOCON.</param>
    /// <param name="timeScale">How many virtual seconds pass in a real one.</param>
    /// <param name="log">Where Akka and the actors log.</param>
    /// <param name="error">What is wrong with the file, if the result is null.</param>
    public static AkkaHost? Free(string configFile, double timeScale, IWorldLog log, out InputError? error)
    {
        if (HoconFile.Read(configFile, out error) is not { } config)
            return null;
        try
        {
            return new AkkaHost(Create(config, log), (system, options) => new FreeRuntime(system, options, timeScale));
        }
        catch (Exception exception) when (exception is ConfigurationException or FormatException or ArgumentException or TypeLoadException or InvalidOperationException)
        {
            error = HoconFile.Refusal(configFile, exception);
            return null;
        }
    }

    /// <summary>An actor system whose deliveries are under control, in virtual time: nothing runs in it but what a strategy chooses.</summary>
    public static AkkaHost Replaying()
    {
        var pump = new Pump();
        var config = ConfigurationFactory.ParseString(UnderControl);
        var system = ActorSystem.Create("dmasim-replay", ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config), pump));
        pump.RunUntilIdle();
        return new AkkaHost(system, (_, options) => new ReplayRuntime(system, options, pump), pump);
    }

    /// <summary>What a machine with these options runs on. It is the same for each machine with equal options, which therefore run one after another.</summary>
    public IRuntime RuntimeFor(WorldOptions options)
    {
        var known = runtimes.Find(entry => entry.Options == options).Runtime;
        if (known is not null)
            return known;
        var made = make(system, options);
        runtimes.Add((options, made));
        return made;
    }

    public void Dispose()
    {
        foreach (var (_, runtime) in runtimes)
            runtime.Halt();
        var end = system.Terminate();
        for (var waited = Stopwatch.StartNew(); pump is not null && !end.IsCompleted && waited.Elapsed < Patience; Thread.Yield())
            pump.RunUntilIdle();
        end.Wait(Patience);
        system.Dispose();
    }

    private static ActorSystem Create(Config config, IWorldLog log) =>
        ActorSystem.Create("dmasim", ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config), new WorldLogSetup(log)));
}
