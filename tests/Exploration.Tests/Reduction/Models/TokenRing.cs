using DmaActors.Exploration.Tests.Support;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Reduction.Models;

/// <summary>Tokens that go round; everybody remembers which came last.</summary>
internal sealed class TokenRing(int actors, int tokens, int hops) : CountedModel
{
    private readonly int[] remembered = new int[actors];

    protected override string FinalState => string.Join(',', remembered);

    protected override void Arrange()
    {
        Array.Clear(remembered);
        var ring = new ActorRef[actors];
        for (var i = 0; i < actors; i++)
        {
            var self = i;
            ring[i] = Spawn($"a{i}", (context, message) =>
            {
                var token = (Note)message;
                remembered[self] = token.Number % 10;
                if (token.Number >= 10)
                    context.Tell(ring[(self + 1) % actors], new Note("token", token.Number - 10));
            });
        }

        for (var token = 1; token <= tokens; token++)
            World.Tell(ring[token - 1], new Note("token", (hops * 10) + token));
    }
}
