using DmaActors.Exploration.Tests.Support;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Reduction.Models;

/// <summary>Threads that read (<c>rx</c>) and write (<c>wx</c>) shared objects, separated by a slash: <c>wy / rx ry / ry</c>.</summary>
internal sealed class StraightLine(string program) : CountedModel
{
    private readonly string[][] threads = [.. program.Split('/').Select(thread => thread.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
    private readonly SortedDictionary<char, int> objects = [];
    private readonly List<int>[] read = [.. program.Split('/').Select(_ => new List<int>())];

    protected override string FinalState => $"{string.Join(' ', objects)} | {string.Join(" / ", read.Select(values => string.Join(' ', values)))}";

    protected override void Arrange()
    {
        objects.Clear();
        for (var thread = 0; thread < threads.Length; thread++)
        {
            var operations = threads[thread];
            var number = thread + 1;
            var values = read[thread];
            values.Clear();
            foreach (var operation in operations)
                objects[operation[1]] = 0;
            World.Tell(
                World.Spawn($"thread{number}", new Scripted(
                    (context, message) =>
                    {
                        var k = ((Note)message).Number;
                        if (operations[k][0] == 'r')
                            values.Add(objects[operations[k][1]]);
                        else
                            objects[operations[k][1]] = number;
                        if (k + 1 < operations.Length)
                            context.Tell(context.Self, new Note("step", k + 1));
                    },
                    (footprint, context, message) =>
                    {
                        var operation = operations[((Note)message).Number];
                        footprint.Writes(context.Self);
                        if (operation[0] == 'r')
                            footprint.ReadsObject(operation[1]);
                        else
                            footprint.WritesObject(operation[1]);
                    })),
                new Note("step"));
        }
    }
}
