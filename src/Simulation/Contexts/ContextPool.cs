namespace DmaActors.Simulation.Contexts;

/// <summary>The contexts and state-machine boxes of one world, kept from run to run.</summary>
internal sealed class ContextPool(World world)
{
    /// <summary>The first of the free contexts.</summary>
    private TaskContext? free;

    /// <summary>Contexts that have ended while messages from or to them were under way: their endpoints cannot stand for others yet.</summary>
    private readonly Queue<TaskContext> draining = new();

    /// <summary>Dropped contexts: not used again in this run.</summary>
    private readonly List<TaskContext> retired = [];

    /// <summary>The first free box of each kind. (An array of the boxes themselves would check the type of each that is stored.)</summary>
    private FreeBoxes[] boxes = new FreeBoxes[8];

    /// <summary>How many contexts were ever made.</summary>
    public int Made { get; private set; }

    public TaskContext Rent()
    {
        if (free is { } context)
        {
            free = context.NextFree;
            return context;
        }

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
            Free(context);
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
            Free(context);
        retired.Clear();
        while (draining.Count > 0)
            Free(draining.Dequeue());
    }

    /// <summary>A box of a kind that is free; null when there is none.</summary>
    public DdiBox? RentBox(int kind)
    {
        if (kind >= boxes.Length || boxes[kind].First is not { } box)
            return null;
        boxes[kind].First = box.NextFree;
        return box;
    }

    public void ReturnBox(DdiBox box, int kind)
    {
        if (kind >= boxes.Length)
            Array.Resize(ref boxes, Math.Max(kind + 1, boxes.Length * 2));
        box.NextFree = boxes[kind].First;
        boxes[kind].First = box;
    }

    private void Free(TaskContext context)
    {
        context.NextFree = free;
        free = context;
    }

    private struct FreeBoxes
    {
        public DdiBox? First;
    }
}
