using DmaActors.Exploration.Reduction;
using DmaActors.Exploration.Tests.Support;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Reduction.Models;

/// <summary>As many messages as a whole driver simulation has: block layer, interrupt controller, allocator, soft calls; drivers, devices, and memory ports of theirs.</summary>
/// <param name="drivers">How many.</param>
/// <param name="requests">Of each driver.</param>
internal sealed class FullMachine(int drivers, int requests) : CountedModel, ISymmetricModel
{
    private readonly List<int> waiting = [];
    private readonly Queue<int> calls = new();
    private readonly int[] done = new int[drivers];
    private readonly int[] sent = new int[drivers];
    private readonly DriverState[] state = new DriverState[drivers];
    private readonly ActorRef[] driver = new ActorRef[drivers];
    private readonly ActorRef[] device = new ActorRef[drivers];
    private readonly ActorRef[] port = new ActorRef[drivers];
    private ActorRef block;
    private ActorRef controller;
    private ActorRef allocator;
    private ActorRef soft;
    private int free;
    private int freeSeq;
    private bool isCalling;
    private bool isWalking;
    private int asserts;
    private int claims;

    /// <summary>Units of the allocator.</summary>
    public int Units { get; init; } = 1;

    /// <summary>A callback that finds the driver busy loses its wake-up.</summary>
    public bool Bug { get; init; }

    public bool SharedLine { get; init; }

    /// <summary>Claimed is told to the controller.</summary>
    public bool Claims { get; init; } = true;

    /// <summary>The controller declares the line, the block layer the driver.</summary>
    public bool Lanes { get; init; }

    /// <summary>A DONE at the allocator is declared to touch nothing.</summary>
    public bool DoneTouchesNothing { get; init; }

    public bool Symmetric { get; init; }

    /// <summary>All requests of a driver are outstanding from the start.</summary>
    public bool Open { get; init; }

    protected override string FinalState => $"{free} {waiting.Count} {string.Join(' ', done)} {string.Join(' ', state.Select(driver => $"{driver.IsActive}{driver.IsPending}"))}";

    protected override bool IsBad => done.Any(count => count != requests);

    public int PlaceOf(StepId step) =>
        Symmetric && step.Message is Note { Word: "bind" } bind ? bind.Number : -1;

    protected override void Arrange()
    {
        (free, freeSeq, isCalling, isWalking, asserts, claims) = (Units, 0, false, false, 0, 0);
        waiting.Clear();
        calls.Clear();
        controller = World.Spawn("I", new Scripted(Control, Lanes && !SharedLine ? TouchLane : null));
        allocator = World.Spawn("A", new Scripted(Allocate, DoneTouchesNothing ? TouchUnlessDone : null));
        soft = Spawn("C", Call);
        for (var i = 0; i < drivers; i++)
        {
            var self = i;
            (done[i], sent[i], state[i]) = (0, 0, new DriverState());
            driver[i] = Spawn($"D{i}", (context, message) => Drive(self, state[self], context, (Note)message));
            device[i] = Spawn($"V{i}", (context, message) => Work(self, state[self], context, (Note)message));
            port[i] = Spawn($"M{i}", (context, _) => context.Tell(context.Sender, new Note("burst done")));
        }

        block = World.Spawn("L", new Scripted(Complete, Lanes ? TouchLane : null, start: context =>
        {
            foreach (var started in driver)
            {
                for (var request = 0; request < (Open ? requests : 1); request++)
                    context.Tell(started, new Note("strategy"));
            }
        }));
    }

    private static void TouchLane(Footprint footprint, ActorContext context, Message message) => footprint.Writes(context.Self, (ulong)((Note)message).Number);

    private static void TouchUnlessDone(Footprint footprint, ActorContext context, Message message)
    {
        if (message is not Note { Word: "requeue", Flag: true })
            footprint.Writes(context.Self);
    }

    private void Complete(ActorContext context, Message message)
    {
        var i = ((Note)message).Number;
        if (++done[i] < requests && !Open)
            context.Tell(driver[i], new Note("strategy"));
    }

    private void Control(ActorContext context, Message message)
    {
        var note = (Note)message;
        if (!SharedLine)
        {
            if (note.Word == "assert")
                context.Tell(driver[note.Number], new Note("interrupt"));
            else if (!Lanes)
                claims++;
        }
        else if (note.Word == "assert" && isWalking)
        {
            asserts++;
        }
        else if (note.Word == "assert")
        {
            isWalking = true;
            context.Tell(driver[0], new Note("interrupt"));
        }
        else if (!note.Flag && note.Number + 1 < drivers)
        {
            context.Tell(driver[note.Number + 1], new Note("interrupt"));
        }
        else if (asserts > 0)
        {
            asserts--;
            context.Tell(driver[0], new Note("interrupt"));
        }
        else
        {
            isWalking = false;
        }
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
                context.Tell(context.Sender, new Note("unbound"));
                break;
            case "requeue" when !note.Flag:
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
            context.Tell(soft, new Note("run list", i));
        }
    }

    private void Call(ActorContext context, Message message)
    {
        var note = (Note)message;
        if (note.Word == "run list")
        {
            calls.Enqueue(note.Number);
            if (isCalling)
                return;
        }
        else
        {
            context.Tell(allocator, new Note("requeue", note.Number, note.Flag));
        }

        isCalling = calls.TryDequeue(out var next);
        if (isCalling)
            context.Tell(driver[next], new Note("callback"));
    }

    private void Drive(int i, DriverState self, ActorContext context, Note note)
    {
        switch (note.Word)
        {
            case "strategy":
                self.Queue++;
                if (self.IsActive)
                    break;
                self.IsActive = true;
                Bind(i, self, context);
                break;
            case "bound":
                self.IsBindOut = false;
                if (note.Flag)
                {
                    Program(i, context);
                }
                else if (self.IsPending)
                {
                    self.IsPending = false;
                    context.Tell(allocator, new Note("bind", i, true));
                }

                break;
            case "bound in callback":
                context.Tell(soft, new Note("result", i, note.Flag));
                if (note.Flag)
                    Program(i, context);
                break;
            case "callback" when self.IsBindOut && Bug:
                context.Tell(soft, new Note("result", i));
                break;
            case "callback" when self.IsBindOut:
                self.IsPending = true;
                break;
            case "callback":
                context.Tell(allocator, new Note("bind", i, true));
                break;
            case "interrupt":
                context.Tell(device[i], new Note("read"));
                break;
            case "value":
                if (Claims)
                    context.Tell(controller, new Note("claimed", i, note.Flag));
                if (note.Flag)
                    context.Tell(allocator, new Note("unbind", i));
                break;
            case "unbound":
                context.Tell(block, new Note("biodone", i));
                if (--self.Queue > 0)
                    Bind(i, self, context);
                else
                    self.IsActive = false;
                break;
        }
    }

    private void Bind(int i, DriverState self, ActorContext context)
    {
        self.IsBindOut = true;
        context.Tell(allocator, new Note("bind", i));
    }

    private void Program(int i, ActorContext context)
    {
        for (var register = 0; register < 4; register++)
            context.Tell(device[i], new Note("write", register));
        context.Tell(device[i], new Note("start"));
    }

    private void Work(int i, DriverState self, ActorContext context, Note note)
    {
        switch (note.Word)
        {
            case "start":
                self.Bursts = 2;
                context.Tell(port[i], new Note("burst"));
                break;
            case "burst done" when --self.Bursts > 0:
                context.Tell(port[i], new Note("burst"));
                break;
            case "burst done":
                self.Status = true;
                context.Tell(controller, new Note("assert", i));
                break;
            case "read":
                context.Tell(driver[i], new Note("value", 0, self.Status));
                self.Status = false;
                break;
        }
    }

    private sealed class DriverState
    {
        public bool IsActive;
        public bool IsBindOut;
        public bool IsPending;
        public int Queue;

        // Of its device.
        public bool Status;
        public int Bursts;
    }
}
