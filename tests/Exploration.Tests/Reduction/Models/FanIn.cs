using DmaActors.Exploration.Tests.Support;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Reduction.Models;

/// <summary>Senders with so many messages each for one receiver, which remembers who was last.</summary>
internal sealed class FanIn(int senders, int messages, bool started) : CountedModel
{
    private string last = "";

    protected override string FinalState => last;

    protected override void Arrange()
    {
        var receiver = Spawn("R", (context, _) => last = context.Sender.Name);
        void Send(ActorContext context)
        {
            for (var i = 0; i < messages; i++)
                context.Tell(receiver, new Note("", i));
        }

        for (var sender = 1; sender <= senders; sender++)
        {
            var spawned = World.Spawn($"S{sender}", new Scripted((context, _) => Send(context), start: started ? null : Send));
            if (started)
                World.Tell(spawned, new Start());
        }
    }
}
