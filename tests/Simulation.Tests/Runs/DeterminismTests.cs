using DmaActors.Simulation.Tests.Support;

namespace DmaActors.Simulation.Tests.Runs;

/// <summary>The determinism check: the same seed twice, in one world and in another, must give the same trace.</summary>
public class DeterminismTests
{
    private static int everSent;

    [Theory]
    [InlineData("payload")]
    [InlineData("receiver")]
    [InlineData("choice")]
    [InlineData("digest")]
    public void An_actor_that_keeps_something_from_run_to_run_is_caught(string through) => Assert.False(IsDeterministic(through));

    [Fact]
    public void An_actor_that_keeps_nothing_is_not() => Assert.True(IsDeterministic("nothing"));

    private static bool IsDeterministic(string through)
    {
        var world = new World(Schedules.Untimed);
        var first = DigestOf(world, through);
        return DigestOf(world, through) == first && DigestOf(new World(Schedules.Untimed), through) == first;
    }

    private static ulong DigestOf(World world, string through)
    {
        RandomTraffic.Make(world, 1);
        var even = world.Spawn("even", new Mailbox());
        var odd = world.Spawn("odd", new Mailbox());
        world.Tell(world.Spawn("leaky", new Leaky(through, even, odd)), new Start());
        world.Run();
        return world.Digest.Value;
    }

    private sealed class Leaky(string through, ActorRef even, ActorRef odd) : Actor
    {
        private static readonly ChoicePoint Point = new("leaky");

        protected internal override void Receive(Message message)
        {
            var leak = ++everSent;
            Context.Tell(through == "receiver" && leak % 2 != 0 ? odd : even, new Note(through == "payload" ? leak : 0));
            if (through == "choice" && leak % 2 != 0)
                Context.Choose(Point, 5);
            if (through == "digest")
                Context.Digest((ulong)leak);
        }
    }
}
