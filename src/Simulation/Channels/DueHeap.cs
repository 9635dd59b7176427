namespace DmaActors.Simulation.Channels;

/// <summary>Channels by the due time of their heads, the earliest first, ties by age, or by name and then by age. A binary heap that can also remove from the middle.</summary>
internal sealed class DueHeap(bool tiesByName = false)
{
    private Channel[] items = new Channel[16];

    public int Count { get; private set; }

    public Channel Earliest => items[0];

    /// <summary>All, in no order but that the earliest is first.</summary>
    public ReadOnlySpan<Channel> Items => items.AsSpan(0, Count);

    public void Add(Channel channel)
    {
        if (Count == items.Length)
            Array.Resize(ref items, Count * 2);
        SiftUp(Count++, channel);
    }

    public void Remove(Channel channel)
    {
        var position = channel.HeapPosition;
        channel.HeapPosition = -1;
        var last = items[--Count];
        items[Count] = null!;
        if (last == channel)
            return;
        if (position > 0 && IsBefore(last, items[(position - 1) >> 1]))
            SiftUp(position, last);
        else
            SiftDown(position, last);
    }

    public Channel RemoveEarliest()
    {
        var earliest = items[0];
        Remove(earliest);
        return earliest;
    }

    public void Clear()
    {
        for (var i = 0; i < Count; i++)
        {
            items[i].HeapPosition = -1;
            items[i] = null!;
        }

        Count = 0;
    }

    public void AssertInvariants()
    {
        for (var i = 0; i < Count; i++)
        {
            World.AssertThat(items[i].HeapPosition == i, "a channel knows its place in the heap");
            World.AssertThat(i == 0 || !IsBefore(items[i], items[(i - 1) >> 1]), "no channel in the heap is due before the one above it");
        }
    }

    public static bool IsBefore(Channel left, Channel right, bool tiesByName)
    {
        if (left.Due != right.Due)
            return left.Due < right.Due;
        return tiesByName && left.Digest != right.Digest ? left.Digest < right.Digest : left.Born < right.Born;
    }

    private bool IsBefore(Channel left, Channel right) => IsBefore(left, right, tiesByName);

    private void SiftUp(int position, Channel channel)
    {
        while (position > 0)
        {
            var parent = (position - 1) >> 1;
            if (!IsBefore(channel, items[parent]))
                break;
            Place(position, items[parent]);
            position = parent;
        }

        Place(position, channel);
    }

    private void SiftDown(int position, Channel channel)
    {
        while (true)
        {
            var child = (2 * position) + 1;
            if (child >= Count)
                break;
            if (child + 1 < Count && IsBefore(items[child + 1], items[child]))
                child++;
            if (!IsBefore(items[child], channel))
                break;
            Place(position, items[child]);
            position = child;
        }

        Place(position, channel);
    }

    private void Place(int position, Channel channel)
    {
        items[position] = channel;
        channel.HeapPosition = position;
    }
}
