using DmaActors.Framework.Recovery;

namespace DmaActors.Framework.Interrupts;

/// <summary>
/// The soft levels of the processors. A trigger marks its handle and asks for a walk over the handlers of its level, which calls those that are marked, one at a time;
/// the mark falls before the call, so that the handler can be triggered while it runs.
/// </summary>
internal sealed class SoftInterrupts(VirtualDuration latency) : Actor
{
    /// <summary>By priority; null: nobody ever added a handler to it.</summary>
    private readonly SoftLevel?[] levels = new SoftLevel?[SoftintHandle.HighestPriority + 1];

    private readonly HashSet<ActorRef> stopped = [];

    protected override bool IsFramework => true;

    protected override void Receive(Message message)
    {
        switch (message)
        {
            case AddSoftint { Handle: var handle } when IsOfStopped(handle):
            case RemoveSoftint { Handle: var removed } when IsOfStopped(removed):
            case TriggerSoftint { Handle: var triggered } when IsOfStopped(triggered):
            case SoftInterruptAnswer { Instance: var instance } when stopped.Contains(instance):
                break; // It was under way when the instance stopped.
            case AddSoftint add:
                LevelOf(add.Handle.Priority).Add(add.Handle, Context.Cause);
                Context.Tell(Context.Sender, new Reply<Done>(default));
                break;
            case RemoveSoftint remove:
                OnRemove(LevelOf(remove.Handle.Priority), remove.Handle);
                break;
            case TriggerSoftint trigger:
                OnTrigger(LevelOf(trigger.Handle.Priority).Find(trigger.Handle), trigger);
                break;
            case SoftLevelRaised raised:
                OnRaised(LevelOf(raised.Level));
                break;
            case SoftInterruptAnswer answer:
                OnAnswer(answer.Level);
                break;
            case Reclaim reclaim:
                OnStopped(reclaim.Stopped);
                Context.Tell(Context.Sender, new Reply<Done>(default));
                break;
        }
    }

    private SoftLevel LevelOf(int priority) => levels[priority] ??= new SoftLevel();

    private bool IsOfStopped(SoftintHandle handle) => stopped.Contains(handle.Instance.Self);

    /// <summary>Its handlers are called no more, and a walk that waits for one of them goes on.</summary>
    private void OnStopped(ActorRef instance)
    {
        stopped.Add(instance);
        for (var number = 0; number < levels.Length; number++)
        {
            if (levels[number] is not { } level)
                continue;
            level.RemoveAllOf(instance);
            if (level.Running?.Handle.Instance.Self == instance)
                GoOn(number);
        }
    }

    private void OnTrigger(SoftLevel.Entry? entry, TriggerSoftint trigger)
    {
        if (entry is null)
        {
            Answer(DdiResult.Failure);
            return;
        }

        // Whether or not it is the first: both have looked at the same mark.
        entry.Cause = entry.Cause.And(Context.Cause);
        if (entry.IsPending)
        {
            Answer(DdiResult.EPending);
            return;
        }

        entry.IsPending = true;
        entry.Argument = trigger.Argument;
        Answer(DdiResult.Success);
        Context.Tell(Context.Self, new SoftLevelRaised(trigger.Handle.Priority), latency);
    }

    private void OnRaised(SoftLevel level)
    {
        // What was triggered behind the back of the walk waits for a walk of its own.
        if (level.Running is not null)
            level.WasRaisedMeanwhile = true;
        else
            CallNext(level);
    }

    private void CallNext(SoftLevel level)
    {
        if (level.MoveNext() is not { } entry)
            return;
        entry.IsPending = false;
        Context.Tell(entry.Handle.Instance.Self, new SoftInterrupt(entry.Handle, entry.Argument), entry.Cause);
        entry.Argument = null;
    }

    private void OnAnswer(int number)
    {
        var level = LevelOf(number);
        var entry = level.Running ?? throw new InvalidOperationException($"{Context.Sender} answers a soft interrupt of level {number}, of which no handler was called.");
        entry.Cause = entry.Cause.And(Context.Cause);
        if (!entry.AwaitsRemoval.IsNobody)
            Context.Tell(entry.AwaitsRemoval, new Reply<Done>(default));
        GoOn(number);
    }

    private void GoOn(int number)
    {
        var level = LevelOf(number);
        CallNext(level);
        if (level.Running is not null || !level.WasRaisedMeanwhile)
            return;
        level.WasRaisedMeanwhile = false;
        Context.Tell(Context.Self, new SoftLevelRaised(number));
    }

    private void OnRemove(SoftLevel level, SoftintHandle handle)
    {
        if (level.Find(handle) is not { } entry)
        {
            Context.Tell(Context.Sender, new Reply<Done>(default));
            return;
        }

        level.Remove(entry);
        if (entry == level.Running)
            entry.AwaitsRemoval = Context.Sender;
        else
            Context.Tell(Context.Sender, new Reply<Done>(default), entry.Cause);
    }

    private void Answer(DdiResult result) => Context.Tell(Context.Sender, new Reply<DdiStatus>(new DdiStatus(result)));
}
