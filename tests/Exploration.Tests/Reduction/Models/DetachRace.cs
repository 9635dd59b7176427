using DmaActors.Exploration.Tests.Support;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Reduction.Models;

/// <summary>The callback race with an administrator who detaches the first driver. Racy: it does not wait for callbacks that are under way.</summary>
internal sealed class DetachRace(int drivers, int requests, bool racy) : CountedModel
{
    private readonly List<int> waitingList = [];
    private readonly Driver[] state = new Driver[drivers];
    private readonly ActorRef[] driver = new ActorRef[drivers];
    private readonly ActorRef[] device = new ActorRef[drivers];
    private ActorRef allocator;
    private ActorRef runner;
    private ActorRef administrator;
    private int free;
    private int freeSeq;
    private bool failed;

    protected override string FinalState => $"{free} [{string.Join(' ', waitingList)}] {failed} {string.Join(' ', state.Select(driver => $"{driver.Busy}{driver.Pending}{driver.Completed}{driver.Waiting}{driver.Cancelling}{driver.Detached}"))}";

    protected override bool IsBad => failed || state.Any(driver => driver.Completed < requests);

    protected override void Arrange()
    {
        (free, freeSeq, failed) = (1, 0, false);
        waitingList.Clear();
        allocator = Spawn("A", Allocate);
        administrator = Spawn("X", (context, _) => context.Tell(driver[0], new Note("detach")));
        for (var i = 0; i < drivers; i++)
        {
            state[i] = new Driver();
            var self = i;
            driver[i] = Spawn($"D{i}", (context, message) => Drive(self, state[self], context, message));
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
        var of = state[note.Number];
        switch (note.Word)
        {
            case "bind":
                var granted = free > 0;
                if (granted)
                    free--;
                else if (!note.Flag)
                    waitingList.Add(note.Number);
                context.Tell(context.Sender, new Note(note.Flag ? "bound in callback" : "bound", 0, granted));
                break;
            case "unbind":
                free++;
                freeSeq++;
                Pass(context);
                break;
            case "returned":
                of.Outstanding--;
                if (of.Cancel)
                {
                    of.Cancel = false;
                    context.Tell(driver[note.Number], new Note("cancelled"));
                }
                else if (!note.Flag)
                {
                    waitingList.Add(note.Number);
                    if (freeSeq != of.Sent && free > 0)
                        Pass(context);
                }

                break;
            case "cancel":
                waitingList.RemoveAll(i => i == note.Number);
                if (of.Outstanding > 0)
                    of.Cancel = true;
                else
                    context.Tell(driver[note.Number], new Note("cancelled"));
                break;
        }
    }

    private void Pass(ActorContext context)
    {
        int[] now = [.. waitingList];
        waitingList.Clear();
        foreach (var i in now)
        {
            state[i].Sent = freeSeq;
            state[i].Outstanding++;
            context.Tell(runner, new Note("callback", i));
        }
    }

    private void Drive(int i, Driver self, ActorContext context, Message message)
    {
        switch (message)
        {
            case Start:
                self.Busy = true;
                context.Tell(allocator, new Note("bind", i));
                if (i == 0)
                    context.Tell(administrator, new Note("attached"));
                break;
            case Note { Word: "bound in callback" } bound:
                self.InCallback = false;
                if (bound.Flag)
                    self.Waiting = false;
                context.Tell(allocator, new Note("returned", i, bound.Flag));
                if (bound.Flag)
                    Transfer(i, self, context);
                else if (self.Want)
                    Try(i, self, context);
                break;
            case Note { Word: "bound" } bound:
                self.Busy = false;
                OnBound(i, self, context, bound.Flag);
                break;
            case Note { Word: "callback" }:
                OnCallback(i, self, context);
                break;
            case Note { Word: "interrupt" }:
                self.Transferring = false;
                context.Tell(allocator, new Note("unbind", i));
                self.Completed++;
                if (self.Want)
                {
                    Try(i, self, context);
                }
                else if (self.Completed < requests)
                {
                    self.Busy = true;
                    context.Tell(allocator, new Note("bind", i));
                }

                break;
            case Note { Word: "detach" }:
                self.Want = true;
                if (!self.Busy && !self.Transferring && !self.InCallback)
                    Try(i, self, context);
                break;
            case Note { Word: "cancelled" }:
                Finish(self);
                break;
        }
    }

    private void OnBound(int i, Driver self, ActorContext context, bool granted)
    {
        if (granted)
        {
            Transfer(i, self, context);
            return;
        }

        self.Waiting = true;
        if (self.Pending)
        {
            self.Pending = false;
            self.InCallback = true;
            context.Tell(allocator, new Note("bind", i, true));
        }
        else if (self.Want)
        {
            Try(i, self, context);
        }
    }

    private void OnCallback(int i, Driver self, ActorContext context)
    {
        if (self.Detached)
        {
            failed = true;
        }
        else if (self.Cancelling)
        {
            context.Tell(allocator, new Note("returned", i, true));
        }
        else if (self.Busy)
        {
            self.Pending = true;
        }
        else
        {
            self.InCallback = true;
            context.Tell(allocator, new Note("bind", i, true));
        }
    }

    private void Transfer(int i, Driver self, ActorContext context)
    {
        self.Transferring = true;
        context.Tell(device[i], new Note("transfer"));
    }

    private void Try(int i, Driver self, ActorContext context)
    {
        if (self.Cancelling || self.Detached)
            return;
        if (self.Waiting && !racy)
        {
            self.Cancelling = true;
            context.Tell(allocator, new Note("cancel", i));
        }
        else
        {
            Finish(self);
        }
    }

    private void Finish(Driver self)
    {
        self.Detached = true;
        self.Cancelling = false;
        self.Completed = requests;
    }

    private sealed class Driver
    {
        public bool Busy;
        public bool Pending;
        public bool Waiting;
        public bool InCallback;
        public bool Transferring;
        public bool Want;
        public bool Cancelling;
        public bool Detached;
        public int Completed;

        // What the allocator knows of it.
        public bool Cancel;
        public int Outstanding;
        public int Sent;
    }
}
