using System.Runtime.InteropServices;

namespace DmaActors.Framework.Callbacks;

/// <summary>
/// One pass over a callback list, as a machine that says what is to be done next: taking, calling and putting back are done by different actors, and
/// registrations fall between. The default value is a pass that has not begun.
/// </summary>
/// <remarks>
/// A pass runs what was owed when it began. Its budget is the sum of all counts at the first take. An entry is called until it returns RUNOUT or is owed
/// nothing; RUNOUT sends it to the tail with what is left, and all of that counts as spent. Runs that are registered meanwhile for an entry that still
/// waits are run with it, so the budget can be overdrawn.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal struct CallbackPass
{
    private bool hasBegun;

    /// <summary>What is to be done now.</summary>
    public CallbackStep Step { get; private set; }

    /// <summary>The entry in hand, with the runs still owed to it, during <see cref="CallbackStep.Call"/> and <see cref="CallbackStep.PutBack"/>.</summary>
    public CallbackEntry Entry { get; private set; }

    /// <summary>Runs that this pass may still start; negative if overdrawn.</summary>
    public long Budget { get; private set; }

    /// <summary>The head of the list has been taken off.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="owed">Runs owed to all entries just before the take. Looked at only the first time.</param>
    public CallbackStep OnTaken(in CallbackEntry entry, long owed)
    {
        Expect(CallbackStep.Take);
        if (!hasBegun)
        {
            hasBegun = true;
            Budget = owed;
        }
        Entry = entry;
        return Step = CallbackStep.Call;
    }

    /// <summary>The list had no head to take.</summary>
    public CallbackStep OnEmpty()
    {
        Expect(CallbackStep.Take);
        return Step = CallbackStep.End;
    }

    /// <summary>The callback has returned.</summary>
    /// <param name="value">0 is RUNOUT, anything else DONE.</param>
    public CallbackStep OnReturn(int value)
    {
        Expect(CallbackStep.Call);
        if (value == (int)CallbackStatus.RunOut)
        {
            Budget -= Entry.Count;
            return Step = CallbackStep.PutBack;
        }
        Budget--;
        Entry = Entry.WithCount(Entry.Count - 1);
        return Entry.Count > 0 ? CallbackStep.Call : TakeOrEnd();
    }

    /// <summary>The callback will not return, or cannot be called: whoever registered it is no more. What it was owed is spent.</summary>
    public CallbackStep OnDropped()
    {
        Expect(CallbackStep.Call);
        Budget -= Entry.Count;
        return TakeOrEnd();
    }

    /// <summary>The entry has been put back, or the message that does it is on its way.</summary>
    public CallbackStep OnPutBack()
    {
        Expect(CallbackStep.PutBack);
        return TakeOrEnd();
    }

    private CallbackStep TakeOrEnd()
    {
        Entry = default;
        return Step = Budget > 0 ? CallbackStep.Take : CallbackStep.End;
    }

    private readonly void Expect(CallbackStep step)
    {
        if (Step != step)
            throw new InvalidOperationException($"The pass is at {Step}, not at {step}.");
    }
}
