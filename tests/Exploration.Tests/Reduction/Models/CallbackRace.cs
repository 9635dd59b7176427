using DmaActors.Exploration.Tests.Support;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Reduction.Models;

/// <summary>Drivers compete for one resource and are called back when it is free; with the bug a callback that finds the driver busy is answered "not done" and its wake-up is lost.</summary>
internal sealed class CallbackRace(int drivers, int requests, bool lostWakeup) : CountedModel
{
    private readonly List<int> waiting = [];
    private readonly bool[] busy = new bool[drivers];
    private readonly bool[] pending = new bool[drivers];
    private readonly int[] completed = new int[drivers];
    private readonly int[] sent = new int[drivers];
    private readonly ActorRef[] driver = new ActorRef[drivers];
    private readonly ActorRef[] device = new ActorRef[drivers];
    private ActorRef allocator;
    private ActorRef runner;
    private int free;
    private int freeSeq;

    protected override string FinalState => $"{free} [{string.Join(' ', waiting)}] {string.Join(' ', busy)} {string.Join(' ', pending)} {string.Join(' ', completed)}";

    protected override bool IsBad => completed.Any(done => done < requests);

    protected override void Arrange()
    {
        (free, freeSeq) = (1, 0);
        waiting.Clear();
        allocator = Spawn("A", Allocate);
        for (var i = 0; i < drivers; i++)
        {
            (busy[i], pending[i], completed[i], sent[i]) = (false, false, 0, 0);
            var self = i;
            driver[i] = Spawn($"D{i}", (context, message) => Drive(self, context, message));
            device[i] = Spawn($"V{i}", (context, _) => context.Tell(driver[self], new Note("interrupt")));
        }

        runner = World.Spawn("U", new Scripted((context, message) => context.Tell(driver[((Note)message).Number], message), start: context =>
        {
            foreach (var started in driver)
                context.Tell(started, new Start());
        }));
    }

    private void Allocate(ActorContext context, Message message)
    {
        var note = (Note)message;
        switch (note.Word)
        {
            case "bind":
                var granted = free > 0;
                if (granted)
                    free--;
                else if (!note.Flag)
                    waiting.Add(note.Number);
                context.Tell(context.Sender, new Note(note.Flag ? "bound in callback" : "bound", 0, granted));
                break;
            case "unbind":
                free++;
                freeSeq++;
                Pass(context);
                break;
            case "returned" when !note.Flag:
                waiting.Add(note.Number);
                if (freeSeq != sent[note.Number] && free > 0)
                    Pass(context);
                break;
        }
    }

    private void Pass(ActorContext context)
    {
        int[] now = [.. waiting];
        waiting.Clear();
        foreach (var i in now)
        {
            sent[i] = freeSeq;
            context.Tell(runner, new Note("callback", i));
        }
    }

    private void Drive(int i, ActorContext context, Message message)
    {
        switch (message)
        {
            case Start:
                Bind(i, context);
                break;
            case Note { Word: "bound in callback" } bound:
                context.Tell(allocator, new Note("returned", i, bound.Flag));
                if (bound.Flag)
                    context.Tell(device[i], new Note("transfer"));
                break;
            case Note { Word: "bound" } bound:
                busy[i] = false;
                if (bound.Flag)
                {
                    context.Tell(device[i], new Note("transfer"));
                }
                else if (pending[i])
                {
                    pending[i] = false;
                    context.Tell(allocator, new Note("bind", i, true));
                }

                break;
            case Note { Word: "callback" } when busy[i] && lostWakeup:
                context.Tell(allocator, new Note("returned", i));
                break;
            case Note { Word: "callback" } when busy[i]:
                pending[i] = true;
                break;
            case Note { Word: "callback" }:
                context.Tell(allocator, new Note("bind", i, true));
                break;
            case Note { Word: "interrupt" }:
                context.Tell(allocator, new Note("unbind", i));
                if (++completed[i] < requests)
                    Bind(i, context);
                break;
        }
    }

    private void Bind(int i, ActorContext context)
    {
        busy[i] = true;
        context.Tell(allocator, new Note("bind", i));
    }
}
