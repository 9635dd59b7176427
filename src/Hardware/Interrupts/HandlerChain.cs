namespace DmaActors.Hardware.Interrupts;

/// <summary>
/// The handlers of one vector, highest priority first; of equal ones the one added last is first. A removed handler leaves its slot behind. The chain knows
/// where a walk stands, so that handlers can come and go during it.
/// </summary>
internal sealed class HandlerChain
{
    private readonly List<Handler> slots = [];

    // The slot of the handler that runs; -1: no walk. Invariant: below slots.Count.
    private int current = -1;

    /// <summary>Whether a handler runs.</summary>
    public bool IsWalking => current >= 0;

    /// <summary>The handler that runs; it may have been removed meanwhile.</summary>
    public Handler Current => slots[current];

    public bool IsEmpty => Next(0) < 0;

    public void Add(int priority, ActorRef instance, int number, Cause cause = default)
    {
        var index = 0;
        while (index < slots.Count && (slots[index].IsRemoved || slots[index].Priority > priority))
            index++;
        var added = new Handler(priority, instance, number, cause);

        // A slot just before the insertion point is taken again. If its handler still runs the new one stands before it: the walk is past its place all the same.
        if (index > 0 && slots[index - 1].IsRemoved)
        {
            if (--index != current)
            {
                slots[index] = added;
                return;
            }
        }

        slots.Insert(index, added);
        if (index <= current)
            current++;
    }

    /// <summary>What happened before the next call of the handler that runs: all that it has done.</summary>
    public void Learn(Cause cause) => slots[current] = slots[current] with { Cause = cause };

    /// <summary>Removes a handler. True when it does not run now.</summary>
    /// <param name="instance">Whose.</param>
    /// <param name="number">Which of the instance's.</param>
    /// <param name="cause">All that the handler has done.</param>
    public bool Remove(ActorRef instance, int number, out Cause cause)
    {
        cause = default;
        var index = slots.FindIndex(handler => !handler.IsRemoved && handler.Instance == instance && handler.Number == number);
        if (index < 0)
            return true;
        cause = slots[index].Cause;
        slots[index] = slots[index] with { IsRemoved = true };
        return index != current;
    }

    /// <summary>Begins a walk with the first handler. False when there is none.</summary>
    public bool MoveFirst() => MoveTo(Next(0));

    /// <summary>Goes on to the next handler. False at the end, which ends the walk.</summary>
    public bool MoveNext() => MoveTo(Next(current + 1));

    private bool MoveTo(int index)
    {
        current = index;
        return index >= 0;
    }

    private int Next(int index)
    {
        while (index < slots.Count && slots[index].IsRemoved)
            index++;
        return index < slots.Count ? index : -1;
    }

    public readonly record struct Handler(int Priority, ActorRef Instance, int Number, Cause Cause, bool IsRemoved = false);
}
