using DmaActors.Exploration.Tests.Support;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Reduction.Models;

/// <summary>The same with a cell for an actor, read and written by messages.</summary>
internal sealed class LastZeroActors(int writers) : CountedModel
{
    private readonly int[] values = new int[writers + 1];
    private int result;

    protected override string FinalState => $"{string.Join(' ', values)} | {result}";

    protected override void Arrange()
    {
        Array.Clear(values);
        result = -1;
        var cells = new ActorRef[writers + 1];
        for (var cell = 0; cell <= writers; cell++)
        {
            var i = cell;
            cells[i] = Spawn($"cell{i}", (context, message) =>
            {
                if (message is Note { Word: "read" })
                    context.Tell(context.Sender, new Note("value", values[i]));
                else
                    values[i] = ((Note)message).Number;
            });
        }

        for (var writer = 1; writer <= writers; writer++)
        {
            var j = writer;
            World.Tell(
                Spawn($"writer{j}", (context, message) =>
                {
                    if (message is Note read)
                        context.Tell(cells[j], new Note("write", read.Number + 1));
                    else
                        context.Tell(cells[j - 1], new Note("read"));
                }),
                new Start());
        }

        var place = writers;
        World.Tell(
            Spawn("reader", (context, message) =>
            {
                if (message is Note { Number: 0 })
                    result = place;
                else if (message is Note)
                    context.Tell(cells[--place], new Note("read"));
                else
                    context.Tell(cells[place], new Note("read"));
            }),
            new Start());
    }
}
