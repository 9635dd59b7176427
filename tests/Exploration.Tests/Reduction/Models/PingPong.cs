using DmaActors.Exploration.Tests.Support;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Reduction.Models;

/// <summary>Pairs that have nothing to do with one another: always one trace.</summary>
internal sealed class PingPong(int pairs, int rounds) : CountedModel
{
    private readonly int[] counted = new int[pairs];

    protected override string FinalState => string.Join(' ', counted);

    protected override void Arrange()
    {
        for (var pair = 0; pair < pairs; pair++)
        {
            var self = pair;
            counted[self] = 0;
            var other = Spawn($"B{pair}", (context, _) => context.Tell(context.Sender, new Note("pong")));
            World.Tell(
                Spawn($"A{pair}", (context, message) =>
                {
                    if (message is Note)
                        counted[self]++;
                    if (counted[self] < rounds)
                        context.Tell(other, new Note("ping"));
                }),
                new Start());
        }
    }
}
