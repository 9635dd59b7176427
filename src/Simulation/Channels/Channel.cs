using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation.Channels;

/// <summary>
/// First in, first out between one sender and one receiver. Its head is a step that may be next. The head stands in the channel itself;
/// only what waits behind it needs a queue, so an empty channel owns none.
/// </summary>
internal sealed class Channel(Cell from, Cell to)
{
    public Cell From { get; set; } = from;

    public Cell To { get; set; } = to;

    /// <summary>The run to which the contents belong; contents of an older run count as empty.</summary>
    public int Epoch;

    /// <summary>Null exactly when the channel is empty.</summary>
    public Message? Head;

    public Clock? HeadClock;

    /// <summary>When the head is due, in nanoseconds; never less than the due time of its predecessor (timed mode).</summary>
    public long Due;

    /// <summary>The age of the head: smaller is older. Orders the enabled steps.</summary>
    public long Sequence;

    /// <summary>Breaks ties between equal due times in the heap; also tells one use of a timer from the next.</summary>
    public long Born;

    /// <summary>The head may be delivered only while this holds; null: always.</summary>
    public Guard? Guard;

    /// <summary>The name of a timer or lock whose channel this is, with its digest; null and 0 for a plain channel.</summary>
    public string? Label;

    public ulong LabelDigest;

    public int HeapPosition = -1;

    public bool IsEnabled;

    private Slot[]? queue;
    private int first;
    private int waiting;
    private long lastDue;

    public bool IsTimer { get; set; }

    public int Count => Head is null ? 0 : waiting + 1;

    public ulong Digest => TraceDigest.Join(From.NameDigest ^ LabelDigest, To.NameDigest);

    /// <summary>Forgets what an earlier run left.</summary>
    public void Renew(int epoch)
    {
        Epoch = epoch;
        Head = null;
        HeadClock = null;
        Guard = null;
        HeapPosition = -1;
        IsEnabled = false;
        lastDue = 0;
        while (waiting > 0)
            Dequeue();
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
        queue ??= new Slot[4];
        if (waiting == queue.Length)
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

    private Slot Dequeue()
    {
        ref var place = ref queue![first];
        var slot = place;
        place = default;
        first = (first + 1) & (queue.Length - 1);
        if (--waiting == 0 && queue.Length > 64)
            queue = null;
        return slot;
    }

    private void Grow()
    {
        var larger = new Slot[queue!.Length * 2];
        for (var i = 0; i < waiting; i++)
            larger[i] = queue[(first + i) & (queue.Length - 1)];
        queue = larger;
        first = 0;
    }

    /// <summary>A message that waits behind the head.</summary>
    public readonly record struct Slot(Message Message, Clock? Clock, long Due, long Sequence);
}
