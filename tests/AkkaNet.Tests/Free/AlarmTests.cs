using Akka.Actor;
using Akka.Configuration;
using DmaActors.AkkaNet.Free;
using DmaActors.AkkaNet.Tests.Support;

namespace DmaActors.AkkaNet.Tests.Free;

/// <summary>A shell is woken by Akka's scheduler, and goes by its own clock.</summary>
public sealed class AlarmTests
{
    private static readonly TimerName Timer = new("timer");

    [Fact]
    public void A_shell_that_is_woken_too_early_waits_for_the_rest()
    {
        using var system = ActorSystem.Create("hasty", ConfigurationFactory.ParseString($"""
            akka.stdout-loglevel = OFF
            akka.loglevel = OFF
            akka.scheduler.implementation = "{typeof(HastyScheduler).AssemblyQualifiedName}"
            """));
        var runtime = new FreeRuntime(system, new WorldOptions(), timeScale: 1);
        runtime.Reset(new FirstStrategy());
        var fired = new List<VirtualTime>();
        runtime.Spawn("clock", new DelegateActor((context, _) => fired.Add(context.Now), context => context.StartTimer(Timer, VirtualDuration.FromMilliseconds(1_000), new Note(1))));

        Assert.Equal(RunStatus.Quiescent, Runtimes.Complete(runtime));

        Assert.True(Assert.Single(fired).Nanoseconds >= 1_000_000_000);
    }
}
