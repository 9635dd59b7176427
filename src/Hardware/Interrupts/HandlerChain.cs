namespace DmaActors.Hardware.Interrupts;

/// <summary>
/// The handlers of one vector, highest priority first; of equal ones the one added last is first. A removed handler leaves its slot behind. The chain knows
/// where a walk stands, so that handlers can come and go during it.
/// </summary>
internal sealed class HandlerChain
{
    private readonly List<Handler> slots = [];

    // The slot where the walk stands; -1: no walk.
    private int current = -1;

    /// <summary>Whether a handler runs.</summary>
    public bool IsWalking => current >= 0;

    /// <summary>The handler that runs.</summary>
    public Handler Current => IsWalking ? slots[current] : throw new InvalidOperationException("No walk is under way.");

    /// <summary>Whose handlers are called in a walk, in its order.</summary>
    public IEnumerable<ActorRef> Instances => slots.Where(handler => !handler.IsRemoved).Select(handler => handler.Instance);

    public bool IsEmpty => Next(0) < 0;

    public void Add(Handler added)
    {
        var index = 0;
        while (index < slots.Count && (slots[index].IsRemoved || slots[index].Priority > added.Priority))
            index++;

        // A slot just before the insertion point is taken again.
        if (index > 0 && slots[index - 1].IsRemoved)
        {
            slots[index - 1] = added;
            return;
        }

        slots.Insert(index, added);
        if (index <= current)
            current++;
    }

    /// <summary>What happened before the next call of the handler that runs: all that it has done.</summary>
    public void Learn(Cause cause) => Current.Cause = cause;

    /// <summary>What happened before the next call of each handler of the instance whose device raised its line.</summary>
    public void LearnOfRise(Cause cause)
    {
        foreach (var handler in slots)
            handler.Cause = handler.Cause.And(cause.About(handler.Instance));
    }

    /// <summary>The call of a handler; null: it is not there.</summary>
    public Deferral? CallOf(ActorRef instance, int number) => Find(instance, number)?.Call;

    /// <summary>Removes a handler, if it is there. It does not run.</summary>
    /// <returns>All that it has done.</returns>
    public Cause Remove(ActorRef instance, int number)
    {
        if (Find(instance, number) is not { } handler)
            return default;
        handler.IsRemoved = true;
        return handler.Cause;
    }

    /// <summary>Removes all handlers of an instance. True when one of them runs now: the walk goes on without it.</summary>
    public bool RemoveAllOf(ActorRef instance)
    {
        foreach (var handler in slots)
            handler.IsRemoved |= handler.Instance == instance;
        return IsWalking && Current.Instance == instance;
    }

    /// <summary>Begins a walk with the first handler. False when there is none.</summary>
    public bool MoveFirst() => MoveTo(Next(0));

    /// <summary>Goes on to the next handler. False at the end, which ends the walk.</summary>
    public bool MoveNext() => MoveTo(Next(current + 1));

    private bool MoveTo(int index)
    {
        current = index;
        return IsWalking;
    }

    private Handler? Find(ActorRef instance, int number) => slots.Find(slot => !slot.IsRemoved && slot.Instance == instance && slot.Number == number);

    private int Next(int index)
    {
        while (index < slots.Count && slots[index].IsRemoved)
            index++;
        return index < slots.Count ? index : -1;
    }
}
