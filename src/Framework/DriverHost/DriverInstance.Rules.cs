using DmaActors.Framework.Callbacks;
using DmaActors.Framework.DriverHost;
using DmaActors.Framework.Rules;

namespace DmaActors.Framework;

// What is kept of an instance for the rules that watch it.
public sealed partial class DriverInstance
{
    /// <summary>What is bound now; null: nothing ever was.</summary>
    internal BoundHandles? Bound { get; set; }

    /// <summary>What a context has taken from a call without looking at how the call ended; null: nothing.</summary>
    internal UnexaminedResult? Unexamined { get; set; }

    /// <summary>The running context does something that others see.</summary>
    internal void GoOn()
    {
        if (Unexamined is not { } result || result.Context != Current)
            return;
        Unexamined = null;
        result.Judge();
    }

    /// <summary>Whether the driver's own objects lead to an object.</summary>
    internal bool DriverLeadsTo(object wanted) => ObjectWalk.Leads(driver, wanted);

    private TaskContext BeginCallback(RunCallback run)
    {
        var context = Begin(CallbackKind, run, Context.Sender);
        Rules.CallbackBegan(RunOf(context, run));
        return context;
    }

    private void EndCallback(TaskContext context, RunCallback run, int result)
    {
        Rules.CallbackEnded(RunOf(context, run), isPutBack: result == (int)CallbackStatus.RunOut);
        TellFromCurrent(context.Caller, new CallbackReturned(run.Lane, result) { Instance = Self });
    }

    private CallbackRun RunOf(TaskContext context, RunCallback run) => new(context, this, run.Callback, run.Argument);
}
