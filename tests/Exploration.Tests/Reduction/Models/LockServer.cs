using DmaActors.Exploration.Tests.Support;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Reduction.Models;

/// <summary>A lock by messages, first come, first served, round a counter. Safe: it is released when the counter has acknowledged; else the release can overtake the write.</summary>
internal sealed class LockServer(int clients, bool safe) : CountedModel
{
    private readonly Queue<ActorRef> queue = new();
    private bool isHeld;
    private int value;
    private ActorRef theLock;
    private ActorRef counter;

    protected override string FinalState => $"{value}";

    protected override bool IsBad => value != clients;

    protected override void Arrange()
    {
        value = 0;
        isHeld = false;
        queue.Clear();
        theLock = Spawn("lock", Lock);
        counter = Spawn("counter", Count);
        for (var client = 1; client <= clients; client++)
            World.Tell(Spawn($"C{client}", Client), new Start());
    }

    private void Lock(ActorContext context, Message message)
    {
        if (message is Note { Word: "acquire" })
        {
            if (isHeld)
                queue.Enqueue(context.Sender);
            else
                context.Tell(context.Sender, new Note("grant"));
            isHeld = true;
        }
        else if (queue.TryDequeue(out var next))
        {
            context.Tell(next, new Note("grant"));
        }
        else
        {
            isHeld = false;
        }
    }

    private void Count(ActorContext context, Message message)
    {
        var note = (Note)message;
        if (note.Word == "get")
        {
            context.Tell(context.Sender, new Note("value", value));
            return;
        }

        value = note.Number;
        if (safe)
            context.Tell(context.Sender, new Note("stored"));
    }

    private void Client(ActorContext context, Message message)
    {
        switch (message)
        {
            case Start:
                context.Tell(theLock, new Note("acquire"));
                break;
            case Note { Word: "grant" }:
                context.Tell(counter, new Note("get"));
                break;
            case Note { Word: "value" } read:
                context.Tell(counter, new Note("set", read.Number + 1));
                if (!safe)
                    context.Tell(theLock, new Note("release"));
                break;
            default:
                context.Tell(theLock, new Note("release"));
                break;
        }
    }
}
