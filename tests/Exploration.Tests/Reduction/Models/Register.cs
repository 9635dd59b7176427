using DmaActors.Exploration.Tests.Support;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Reduction.Models;

/// <summary>Reads and writes of one register, declared as what they are.</summary>
internal sealed class Register(int readers, int writers) : CountedModel
{
    private readonly int[] seen = new int[readers];
    private int value;

    protected override string FinalState => $"{value}: {string.Join(' ', seen)}";

    protected override void Arrange()
    {
        value = 0;
        Array.Clear(seen);
        var register = World.Spawn("register", new Scripted(Receive, Touches));
        for (var reader = 0; reader < readers; reader++)
            SpawnUser($"reader{reader}", register, new Note("read", reader));
        for (var writer = 1; writer <= writers; writer++)
            SpawnUser($"writer{writer}", register, new Note("write", writer));
    }

    private void SpawnUser(string name, ActorRef register, Note request) =>
        World.Spawn(name, new Scripted((_, _) => { }, start: context => context.Tell(register, request)));

    private void Receive(ActorContext context, Message message)
    {
        var note = (Note)message;
        if (note.Word == "read")
            seen[note.Number] = value;
        else
            value = note.Number;
    }

    private static void Touches(Footprint footprint, ActorContext context, Message message)
    {
        if (message is Note { Word: "read" })
            footprint.Reads(context.Self);
        else
            footprint.Writes(context.Self);
    }
}
