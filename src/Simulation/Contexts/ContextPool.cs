namespace DmaActors.Simulation.Contexts;

/// <summary>The contexts and state-machine boxes of one world, kept from run to run.</summary>
internal sealed class ContextPool(World world)
{
    private FreeStack<TaskContext> free = new();

    /// <summary>Contexts that have ended while messages from or to them were under way: their endpoints cannot stand for others yet.</summary>
    private readonly Queue<TaskContext> draining = new();

    /// <summary>Dropped contexts: not used again in this run.</summary>
    private readonly List<TaskContext> retired = [];

    /// <summary>The free boxes of each kind.</summary>
    private FreeStack<DdiBox>[] boxes = [];

    /// <summary>How many contexts were ever made.</summary>
    public int Made { get; private set; }

    public TaskContext Rent()
    {
        if (free.Pop() is { } context)
            return context;
        if (draining.Count > 0 && draining.Peek().Cell.TryRelease(world.Epoch))
            return draining.Dequeue();
        Made++;
        return new TaskContext(world);
    }

    /// <summary>Takes back a context that has ended.</summary>
    public void Return(TaskContext context)
    {
        context.Clear();
        context.Cell.Vacate();
        if (context.Cell.TryRelease(world.Epoch))
            free.Push(context);
        else
            draining.Enqueue(context);
    }

    /// <summary>Takes back a context that was dropped.</summary>
    public void Retire(TaskContext context)
    {
        context.Clear();
        context.Cell.Vacate();
        retired.Add(context);
    }

    public void Reset()
    {
        foreach (var context in retired)
            free.Push(context);
        retired.Clear();
        while (draining.Count > 0)
            free.Push(draining.Dequeue());
    }

    /// <summary>A box of a kind that is free; null when there is none.</summary>
    public DdiBox? RentBox(int kind) => kind < boxes.Length ? boxes[kind].Pop() : null;

    public void ReturnBox(DdiBox box, int kind)
    {
        if (kind >= boxes.Length)
            AddKinds(kind);
        boxes[kind].Push(box);
    }

    private void AddKinds(int last)
    {
        var kinds = boxes.Length;
        Array.Resize(ref boxes, Math.Max(last + 1, kinds * 2));
        boxes.AsSpan(kinds).Fill(new FreeStack<DdiBox>());
    }
}
