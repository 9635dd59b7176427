using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation.Channels;

/// <summary>
/// First in, first out between one sender and one receiver. Its head is a step that may be next. The head stands in the channel itself;
/// only what waits behind it needs a queue, so an empty channel owns none.
/// </summary>
internal sealed class Channel(Cell from, Cell to)
{
    public Cell From = from;

    public Cell To = to;

    /// <summary>The run to which the contents belong; contents of an older run count as empty. 0: of none.</summary>
    public long Epoch;

    /// <summary>Sender, label and receiver, by name. Valid in the run of <see cref="Epoch"/>.</summary>
    public ulong Digest;

    /// <summary>Null exactly when the channel is empty.</summary>
    public Message? Head;

    public Clock? HeadClock;

    /// <summary>When the head is due, in nanoseconds; never less than the due time of its predecessor.</summary>
    public long Due;

    /// <summary>The age of the head: smaller is older. Orders the enabled steps; constant while the channel is enabled.</summary>
    public long Sequence;

    /// <summary>Breaks ties between equal due times in the heap; also tells one use of a timer from the next. Constant while the channel is in a heap.</summary>
    public long Born;

    /// <summary>The head may be delivered only while this holds; null: always.</summary>
    public Guard? Guard;

    /// <summary>The name of a timer or lock whose channel this is; null for a plain channel.</summary>
    public string? Label;

    public int HeapPosition = -1;

    public bool IsEnabled;

    public bool IsTimer;

    /// <summary>A timer that fires only when nothing else can happen.</summary>
    public bool IsLastResort;

    private Slot[]? queue;
    private int first;
    private int waiting;
    private long lastDue;

    public int Count => Head is null ? 0 : waiting + 1;

    /// <summary>Whether it owns a queue.</summary>
    public bool HasQueue => queue is not null;

    /// <summary>Forgets what an earlier run, or an earlier occupant of an endpoint, left.</summary>
    public void Renew(long epoch, ulong labelDigest = 0)
    {
        Epoch = epoch;
        Digest = TraceDigest.Join(From.NameDigest ^ labelDigest, To.NameDigest);
        Head = null;
        HeadClock = null;
        Guard = null;
        HeapPosition = -1;
        IsEnabled = false;
        lastDue = 0;
        if (queue is null)
            return;
        for (; waiting > 0; waiting--)
            queue[(first + waiting - 1) & (queue.Length - 1)] = default;
        GiveQueueBack();
    }

    /// <summary>A due time that keeps the channel in order.</summary>
    public long Monotone(long due)
    {
        if (due < lastDue)
            due = lastDue;
        lastDue = due;
        return due;
    }

    /// <summary>Puts a message behind the head.</summary>
    public void Enqueue(in Slot slot)
    {
        if (queue is null)
            queue = From.World.Queues.Rent(QueuePool.Shortest);
        else if (waiting == queue.Length)
            Grow();
        queue[(first + waiting++) & (queue.Length - 1)] = slot;
    }

    /// <summary>Removes the head; true when another message took its place.</summary>
    public bool Advance()
    {
        if (waiting == 0)
        {
            Head = null;
            HeadClock = null;
            return false;
        }

        var slot = Dequeue();
        Head = slot.Message;
        HeadClock = slot.Clock;
        Due = slot.Due;
        Sequence = slot.Sequence;
        Born = slot.Sequence;
        return true;
    }

    /// <summary>Removes messages that wait behind the head.</summary>
    public void RemoveWaiting(Message message)
    {
        for (var left = waiting; left > 0; left--)
        {
            var slot = Dequeue();
            if (!slot.Message.Equals(message))
                Enqueue(slot);
        }
    }

    private Slot Dequeue()
    {
        ref var place = ref queue![first];
        var slot = place;
        place = default;
        first = (first + 1) & (queue.Length - 1);
        if (--waiting == 0)
            GiveQueueBack();
        return slot;
    }

    private void GiveQueueBack()
    {
        From.World.Queues.Return(queue!);
        queue = null;
        first = 0;
    }

    private void Grow()
    {
        var longer = From.World.Queues.Rent(queue!.Length * 2);
        queue.AsSpan(first).CopyTo(longer);
        queue.AsSpan(0, first).CopyTo(longer.AsSpan(queue.Length - first));
        Array.Clear(queue);
        From.World.Queues.Return(queue);
        queue = longer;
        first = 0;
    }

    /// <summary>A message that waits behind the head.</summary>
    public readonly record struct Slot(Message Message, Clock? Clock, long Due, long Sequence);
}
