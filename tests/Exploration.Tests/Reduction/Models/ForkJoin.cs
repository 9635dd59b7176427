using DmaActors.Exploration.Tests.Support;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Reduction.Models;

/// <summary>Work is given to every worker, and the last answer ends it.</summary>
internal sealed class ForkJoin(int workers) : CountedModel
{
    private int done;
    private int finished;

    protected override string FinalState => $"{done} {finished}";

    protected override void Arrange()
    {
        (done, finished) = (0, 0);
        var sink = Spawn("sink", (_, _) => finished++);
        var refs = new ActorRef[workers];
        for (var worker = 0; worker < workers; worker++)
            refs[worker] = Spawn($"W{worker}", (context, _) => context.Tell(context.Sender, new Note("done")));
        World.Tell(
            Spawn("main", (context, message) =>
            {
                if (message is Start)
                {
                    foreach (var worker in refs)
                        context.Tell(worker, new Note("work"));
                }
                else if (++done == workers)
                {
                    context.Tell(sink, new Note("finish"));
                }
            }),
            new Start());
    }
}
