using DmaActors.Exploration.Tests.Support;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Reduction.Models;

/// <summary>The classical benchmark over shared cells: writers carry a value from one cell to the next, a reader looks for the last zero.</summary>
internal sealed class LastZeroObjects(int writers) : CountedModel
{
    private readonly int[] cells = new int[writers + 1];
    private readonly int[] locals = new int[writers + 1];
    private int result;

    protected override string FinalState => $"{string.Join(' ', cells)} | {string.Join(' ', locals)} | {result}";

    protected override void Arrange()
    {
        Array.Clear(cells);
        Array.Clear(locals);
        result = -1;
        for (var writer = 1; writer <= writers; writer++)
        {
            var j = writer;
            World.Tell(
                World.Spawn($"writer{j}", new Scripted(
                    (context, message) =>
                    {
                        if (message is Note { Word: "read" })
                        {
                            locals[j] = cells[j - 1] + 1;
                            context.Tell(context.Self, new Note("write"));
                        }
                        else
                        {
                            cells[j] = locals[j];
                        }
                    },
                    (footprint, context, message) =>
                    {
                        footprint.Writes(context.Self);
                        if (message is Note { Word: "read" })
                            footprint.ReadsObject((ulong)j - 1);
                        else
                            footprint.WritesObject((ulong)j);
                    })),
                new Note("read"));
        }

        World.Tell(
            World.Spawn("reader", new Scripted(
                (context, message) =>
                {
                    var i = ((Note)message).Number;
                    if (cells[i] != 0)
                        context.Tell(context.Self, new Note("look", i - 1));
                    else
                        result = i;
                },
                (footprint, context, message) =>
                {
                    footprint.Writes(context.Self);
                    footprint.ReadsObject((ulong)((Note)message).Number);
                })),
            new Note("look", writers));
    }
}
