using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using DmaActors.AkkaNet.Replaying;

namespace DmaActors.AkkaNet.Tests.Replaying;

/// <summary>Nothing runs in an actor system under control unless it is pumped, and each run of a mailbox handles one message.</summary>
public sealed class PumpedDispatcherTests
{
    [Fact]
    public void Ten_messages_take_ten_runs_of_the_mailbox_after_those_that_make_the_actor()
    {
        var pump = new Pump();
        var type = typeof(PumpedDispatcherConfigurator).AssemblyQualifiedName;
        var config = ConfigurationFactory.ParseString(
            $"akka {{ loggers = [], stdout-loglevel = OFF\n scheduler.implementation = \"{typeof(VirtualScheduler).AssemblyQualifiedName}\"\n"
                + $"actor.default-dispatcher.type = \"{type}\"\n actor.internal-dispatcher.type = \"{type}\" }}");
        using var system = ActorSystem.Create("counted", ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config), pump));
        var seen = 0;
        var actor = system.ActorOf(Props.Create<Counter>((Action)(() => seen++)));
        pump.RunUntilIdle();
        var before = pump.Runs;
        for (var i = 0; i < 10; i++)
            actor.Tell(i);
        Assert.Equal(0, seen);

        pump.RunUntilIdle();

        Assert.Equal(10, seen);
        Assert.Equal(10, pump.Runs - before);
        var end = system.Terminate();
        while (!end.IsCompleted)
            pump.RunUntilIdle();
    }

    private sealed class Counter(Action onMessage) : UntypedActor
    {
        protected override void OnReceive(object message) => onMessage();
    }
}
