using System.Runtime.CompilerServices;

namespace DmaActors.Simulation.Contexts;

/// <summary>The contexts and state-machine boxes of one world, kept from run to run.</summary>
internal sealed class ContextPool(World world)
{
    private readonly Stack<TaskContext> free = new();
    private readonly List<TaskContext> live = [];
    private Stack<DdiBox>?[] boxes = new Stack<DdiBox>?[8];

    public IReadOnlyList<TaskContext> Live => live;

    public TaskContext Rent()
    {
        var context = free.Count > 0 ? free.Pop() : new TaskContext(world);
        context.LiveIndex = live.Count;
        live.Add(context);
        return context;
    }

    public void Return(TaskContext context)
    {
        Forget(context);
        context.Cell.Vacate();
        free.Push(context);
    }

    /// <summary>Ends contexts of a stopped instance. They are not used again in this run, since messages to them may be under way.</summary>
    public void Drop(TaskContext context)
    {
        Forget(context);
        context.Drop();
    }

    public void Reset()
    {
        foreach (var context in live)
        {
            context.Drop();
            free.Push(context);
        }

        live.Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Stack<DdiBox> BoxesOf(int kind)
    {
        if (kind >= boxes.Length)
            Array.Resize(ref boxes, Math.Max(kind + 1, boxes.Length * 2));
        return boxes[kind] ??= new Stack<DdiBox>();
    }

    private void Forget(TaskContext context)
    {
        var last = live[^1];
        live[context.LiveIndex] = last;
        last.LiveIndex = context.LiveIndex;
        live.RemoveAt(live.Count - 1);
    }
}
