namespace DmaActors.Hardware.Interrupts;

/// <summary>The handlers of one vector, highest priority first; of equal ones the one added last is first.</summary>
internal sealed class HandlerChain
{
    private readonly List<Handler> handlers = [];

    public int Count => handlers.Count;

    public Handler this[int index] => handlers[index];

    public void Add(Handler added)
    {
        var index = 0;
        while (index < handlers.Count && handlers[index].Priority > added.Priority)
            index++;

        // A removed handler leaves its place; one just before the insertion point is taken again.
        if (index > 0 && handlers[index - 1].IsRemoved)
            handlers[index - 1] = added;
        else
            handlers.Insert(index, added);
    }

    /// <summary>The index of the removed handler, or -1.</summary>
    public int Remove(ActorRef instance, int number)
    {
        var index = handlers.FindIndex(handler => !handler.IsRemoved && handler.Instance == instance && handler.Number == number);
        if (index >= 0)
            handlers[index] = handlers[index] with { IsRemoved = true };
        return index;
    }

    /// <summary>The next handler that is still there, from an index on; -1 at the end.</summary>
    public int Next(int index)
    {
        while (index < handlers.Count && handlers[index].IsRemoved)
            index++;
        return index < handlers.Count ? index : -1;
    }

    public readonly record struct Handler(int Priority, ActorRef Instance, int Number, bool IsRemoved = false);
}
