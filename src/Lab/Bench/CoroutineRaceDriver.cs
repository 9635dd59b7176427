using DmaActors.Simulation;
using DmaActors.Simulation.Contexts;

namespace DmaActors.Lab.Bench;

/// <summary>The same driver as contexts that await their replies.</summary>
internal sealed class CoroutineRaceDriver(RaceModel model, int index) : ContextHost
{
    private static readonly ContextKind Thread = new("thread");
    private static readonly ContextKind Callback = new("callback", level: 1, mayBlock: false);
    private static readonly ContextKind Interrupt = new("interrupt", level: 5, mayBlock: false);

    private int completed;
    private bool busy;
    private bool callbackPending;

    protected override void Receive(Message message)
    {
        switch (message)
        {
            case Start:
                Launch(Begin(Thread, message, default), Next());
                break;
            case RunWaiter when busy:
                callbackPending = true;
                break;
            case RunWaiter:
                Launch(Begin(Callback, message, default), Retry());
                break;
            case TransferDone:
                Launch(Begin(Interrupt, message, default), Finish());
                break;
        }
    }

    protected override void OnContextEnded(TaskContext context, int result)
    {
    }

    private async DdiTask Next()
    {
        busy = true;
        var bind = await Bind(inCallback: false);
        busy = false;
        if (bind.Granted)
        {
            Transfer();
        }
        else if (callbackPending)
        {
            callbackPending = false;
            await Retry();
        }
    }

    private async DdiTask Retry()
    {
        var bind = await Bind(inCallback: true);
        TellFromInstance(model.Allocator, WaiterDone.Of(index, bind.Granted));
        if (bind.Granted)
            Transfer();
    }

    private DdiTask Finish()
    {
        TellFromInstance(model.Allocator, GiveBack.Of(index));
        model.Left--;
        return ++completed < model.Requests ? Next() : DdiTask.Completed;
    }

    private ContextCall<BindOutcome> Bind(bool inCallback) =>
        new(this, model.Nexuses[index], new AskBind(index, inCallback, Current!.Self));

    private void Transfer() => TellFromInstance(model.Devices[index], StartTransfer.Instance);
}
