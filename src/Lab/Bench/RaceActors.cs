using DmaActors.Simulation;

namespace DmaActors.Lab.Bench;

/// <summary>Owns the units and the list of those who wait for one.</summary>
internal sealed class RaceAllocator(RaceModel model) : Actor
{
    private static readonly RunWaiter Run = new();

    private readonly Queue<int> waiters = new();
    private readonly int[] triedAt = new int[model.Drivers.Length];
    private int free = model.Units;
    private int releases;

    protected override void Receive(Message message)
    {
        switch (message)
        {
            case AskBind bind:
                var granted = free > 0;
                if (granted)
                    free--;
                else if (!bind.InCallback)
                    waiters.Enqueue(bind.Driver);
                Context.Tell(model.Nexuses[bind.Driver], new BindAnswer(new BindOutcome(bind.InCallback, granted), bind.ReplyTo));
                break;
            case GiveBack:
                free++;
                releases++;
                RunWaiters();
                break;
            case WaiterDone { Done: false } again:
                waiters.Enqueue(again.Driver);
                if (triedAt[again.Driver] != releases && free > 0)
                    RunWaiters();
                break;
        }
    }

    private void RunWaiters()
    {
        for (var n = waiters.Count; n > 0; n--)
        {
            var driver = waiters.Dequeue();
            triedAt[driver] = releases;
            Context.Tell(model.Drivers[driver], Run);
        }
    }
}

/// <summary>Carries requests up and answers down.</summary>
internal sealed class RaceNexus(RaceModel model) : Actor
{
    protected override void Receive(Message message)
    {
        if (message is BindAnswer answer)
            Context.Tell(answer.ReplyTo, answer.Outcome.AsReply());
        else
            Context.Tell(model.Allocator, message);
    }
}

internal sealed class RaceDevice(RaceModel model, int index) : Actor
{
    private static readonly TransferDone Done = new();

    protected override void Receive(Message message) => Context.Tell(model.Drivers[index], Done);
}

/// <summary>The driver as a plain handler of messages.</summary>
internal sealed class PlainRaceDriver(RaceModel model, int index) : Actor
{
    private int completed;
    private bool busy;
    private bool callbackPending;

    protected override void Receive(Message message)
    {
        switch (message)
        {
            case Start:
                Next();
                break;
            case Reply<BindOutcome> { Value.InCallback: true } answer:
                Context.Tell(model.Allocator, WaiterDone.Of(index, answer.Value.Granted));
                if (answer.Value.Granted)
                    Transfer();
                break;
            case Reply<BindOutcome> answer:
                busy = false;
                if (answer.Value.Granted)
                {
                    Transfer();
                }
                else if (callbackPending)
                {
                    callbackPending = false;
                    Bind(true);
                }

                break;
            case RunWaiter when busy:
                callbackPending = true;
                break;
            case RunWaiter:
                Bind(true);
                break;
            case TransferDone:
                Context.Tell(model.Allocator, GiveBack.Of(index));
                model.Left--;
                if (++completed < model.Requests)
                    Next();
                break;
        }
    }

    private void Next()
    {
        busy = true;
        Bind(false);
    }

    private void Bind(bool inCallback) => Context.Tell(model.Nexuses[index], new AskBind(index, inCallback, Context.Self));

    private void Transfer() => Context.Tell(model.Devices[index], StartTransfer.Instance);
}
