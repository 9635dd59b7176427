using DmaActors.Framework;
using DmaActors.Framework.DriverHost;
using DmaActors.Simulation;

namespace DmaActors.Lab.Running;

/// <summary>
/// The entry points that the instances of a machine are taken through, one after another: each is called in every instance, and the next when all have returned. Between open and
/// close there is the work. What to send is told by its caller, who alone can send.
/// </summary>
/// <param name="instances">How many instances there are.</param>
/// <param name="state">What is reported.</param>
internal sealed class Lifecycle(int instances, WorkloadState state)
{
    private int answers;

    internal enum Stage
    {
        Attaching,
        Opening,
        Working,
        Closing,
        Detaching,
        Over,
    }

    public Stage Now { get; private set; } = Stage.Attaching;

    /// <summary>Every instance is open and none was asked to close: requests may be sent.</summary>
    public bool IsWorking => Now == Stage.Working;

    public void Attach(Action<int, Message> tell) => CallAll(new Attach(), tell);

    /// <summary>The work is over.</summary>
    public void Close(Action<int, Message> tell)
    {
        Now = Stage.Closing;
        CallAll(new Close(), tell);
    }

    /// <summary>The work cannot go on, and nothing else does.</summary>
    public void GiveUp(string reason)
    {
        state.Refuse(reason);
        Now = Stage.Over;
    }

    /// <summary>An instance has returned from an entry point. An attach or open that fails is the end: there is nothing to work with.</summary>
    public void OnReturned(EntryPointReturned returned, Action<int, Message> tell)
    {
        if (returned.Result != 0)
            state.Refuse($"{returned.EntryPoint} of {returned.Instance.Name} returned {Describe(returned)}");
        if (++answers < instances)
            return;
        answers = 0;
        if (state.Refusal is not null && Now is Stage.Attaching or Stage.Opening)
        {
            Now = Stage.Over;
            return;
        }

        Now++;
        if (Now == Stage.Opening)
            CallAll(new Open(), tell);
        else if (Now == Stage.Detaching)
            CallAll(new Detach(), tell);
        else if (Now == Stage.Over)
            state.IsOver = true;
    }

    private static string Describe(EntryPointReturned returned) =>
        returned.EntryPoint is "attach" or "detach" ? ((DdiResult)returned.Result).ToString().ToUpperInvariant() : ((Errno)returned.Result).ToString();

    private void CallAll(Message call, Action<int, Message> tell)
    {
        for (var i = 0; i < instances; i++)
            tell(i, call);
    }
}
