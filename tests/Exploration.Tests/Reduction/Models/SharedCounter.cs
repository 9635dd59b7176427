using DmaActors.Exploration.Tests.Support;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Reduction.Models;

/// <summary>A counter that clients read and then write: updates are lost.</summary>
internal sealed class SharedCounter(int clients, int rounds, bool getIsRead = false) : CountedModel
{
    private int value;

    protected override string FinalState => $"{value}";

    protected override bool IsBad => value != clients * rounds;

    protected override void Arrange()
    {
        value = 0;
        var server = World.Spawn("server", new Scripted(Serve, getIsRead ? Touches : null));
        for (var client = 1; client <= clients; client++)
        {
            var done = 0;
            World.Tell(
                Spawn($"C{client}", (context, message) =>
                {
                    if (message is Note read)
                    {
                        context.Tell(server, new Note("set", read.Number + 1));
                        if (++done == rounds)
                            return;
                    }

                    context.Tell(server, new Note("get"));
                }),
                new Start());
        }
    }

    private void Serve(ActorContext context, Message message)
    {
        var note = (Note)message;
        if (note.Word == "get")
            context.Tell(context.Sender, new Note("value", value));
        else
            value = note.Number;
    }

    private static void Touches(Footprint footprint, ActorContext context, Message message)
    {
        if (message is Note { Word: "get" })
            footprint.Reads(context.Self);
        else
            footprint.Writes(context.Self);
    }
}
