using DmaActors.Exploration.Tests.Support;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Reduction;

/// <summary>A timer that goes off when nothing else can happen comes behind everything before it: no order of it and anything else is looked for.</summary>
public class LastResortTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void It_races_with_nothing(int senders)
    {
        var counts = Counts.Reduced(new Watched(senders));
        Assert.Equal((Factorial(senders), 0), (counts.Classes, counts.Blocked));
    }

    private static long Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);

    /// <summary>An actor with a watchdog that is sent messages, whose order counts; and another with which it has nothing to do.</summary>
    private sealed class Watched(int senders) : CountedModel("watchdog")
    {
        private static readonly TimerName Watchdog = new("watchdog");

        private string seen = "";

        protected override string FinalState => seen;

        protected override void Arrange()
        {
            seen = "";
            var watched = World.Spawn("watched", new Scripted((_, message) => seen += ((Note)message).Word, start: context => context.StartTimer(Watchdog, new VirtualDuration(10), new Note("!"))));
            for (var sender = 0; sender < senders; sender++)
            {
                var word = $"{sender}";
                World.Spawn($"S{sender}", new Scripted((_, _) => { }, start: context => context.Tell(watched, new Note(word))));
            }

            var other = World.Spawn("other", new Scripted((_, _) => { }));
            World.Spawn("bystander", new Scripted((_, _) => { }, start: context => context.Tell(other, new Note("?"))));
        }
    }
}
