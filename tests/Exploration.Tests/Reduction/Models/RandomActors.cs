using DmaActors.Exploration.Tests.Support;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Reduction.Models;

/// <summary>
/// Actors drawn by a seed: two to four, whose handlers do what a table of random bytes says for their state, and whose messages have a time to live. In one half of the models they send to
/// one another; in the other each sends only to itself, chooses values, and touches shared objects that it declares.
/// </summary>
internal sealed class RandomActors : CountedModel
{
    private static readonly ChoicePoint Point = new("random");

    private readonly byte[] table = new byte[256];
    private readonly byte[] state;
    private readonly byte[] objects = new byte[3];
    private readonly ActorRef[] actors;
    private readonly bool sharesObjects;
    private readonly int timeToLive;

    public RandomActors(ulong seed)
    {
        var random = new Xoshiro(seed);
        for (var i = 0; i < table.Length; i++)
            table[i] = (byte)random.Below(256);
        actors = new ActorRef[2 + random.Below(3)];
        state = new byte[actors.Length];
        sharesObjects = random.Below(2) == 0;
        timeToLive = (actors.Length > 3 ? 1 : 2) + random.Below(2);
    }

    protected override string FinalState => Convert.ToHexString(state) + Convert.ToHexString(objects);

    protected override void Arrange()
    {
        Array.Clear(objects);
        for (var i = 0; i < actors.Length; i++)
        {
            var self = i;
            state[i] = (byte)i;
            actors[i] = World.Spawn($"a{i}", new Scripted((context, message) => Receive(self, context, (Note)message), sharesObjects ? Touches : null));
        }

        for (var i = 0; i < actors.Length; i++)
            World.Tell(actors[i], new Note("go", (timeToLive * 4) + (i & 3)));
    }

    /// <summary>What a message of this number does to shared objects: which, and whether it writes. From the message alone.</summary>
    private (int Object, bool IsWrite) Access(Note note)
    {
        var drawn = table[note.Number & 255];
        return (drawn % objects.Length, (drawn & 64) != 0);
    }

    private void Touches(Footprint footprint, ActorContext context, Message message)
    {
        footprint.Writes(context.Self);
        var (touched, isWrite) = Access((Note)message);
        if (isWrite)
            footprint.WritesObject((ulong)touched);
        else
            footprint.ReadsObject((ulong)touched);
    }

    private void Receive(int self, ActorContext context, Note note)
    {
        state[self] = table[(state[self] * 7 + note.Number * 13 + self) & 255];
        var drawn = table[(state[self] * 3 + note.Number) & 255];
        if (sharesObjects)
        {
            var (touched, isWrite) = Access(note);
            if (isWrite)
                objects[touched] = drawn;
            else
                state[self] ^= objects[touched];
        }

        if (note.Number < 4)
            return;
        var next = note.Number - 4;
        if (!sharesObjects)
        {
            for (var copy = 0; copy <= (drawn & 1); copy++)
                context.Tell(actors[(drawn >> (2 + copy)) % actors.Length], new Note("go", (next & ~3) + ((drawn >> copy) & 3)));
            return;
        }

        var value = (drawn & 32) != 0 ? context.Choose(Point, 2) : 0;
        context.Tell(context.Self, new Note("go", (next & ~3) + ((drawn + value) & 3)));
    }
}
