namespace DmaActors.Simulation.Contexts;

/// <summary>The contexts and state-machine boxes of one world, kept from run to run.</summary>
internal sealed class ContextPool(World world)
{
    private readonly Stack<TaskContext> free = new();

    /// <summary>Contexts that have ended while messages from or to them were under way: their endpoints cannot stand for others yet.</summary>
    private readonly Queue<TaskContext> draining = new();

    /// <summary>Dropped contexts: not used again in this run.</summary>
    private readonly List<TaskContext> retired = [];
    private DdiBox?[] boxes = new DdiBox?[8];

    /// <summary>How many contexts were ever made.</summary>
    public int Made { get; private set; }

    public TaskContext Rent()
    {
        if (free.Count > 0)
            return free.Pop();
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
    public DdiBox? RentBox(int kind)
    {
        if (kind >= boxes.Length || boxes[kind] is not { } box)
            return null;
        boxes[kind] = box.NextFree;
        return box;
    }

    public void ReturnBox(DdiBox box, int kind)
    {
        if (kind >= boxes.Length)
            Array.Resize(ref boxes, Math.Max(kind + 1, boxes.Length * 2));
        box.NextFree = boxes[kind];
        boxes[kind] = box;
    }
}
