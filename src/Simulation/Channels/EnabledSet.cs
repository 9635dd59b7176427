namespace DmaActors.Simulation.Channels;

/// <summary>
/// The steps that may be next, oldest message first. Small in exploration, where the order matters to a reader; taking from the front costs
/// nothing, from the middle a move of the shorter side.
/// </summary>
internal sealed class EnabledSet
{
    /// <summary>Up to so many steps are moved one by one: a call of the copy routine costs more.</summary>
    private const int Few = 8;

    private StepId[] items = new StepId[32];
    private int start;

    public int Count { get; private set; }

    public ReadOnlySpan<StepId> Steps => new(items, start, Count);

    public Channel this[int index] => items[start + index].Channel;

    public void Add(Channel channel)
    {
        channel.IsEnabled = true;
        if (start + Count == items.Length)
            MakeRoom();
        var end = start + Count;
        if (Count == 0 || items[end - 1].Channel.Sequence <= channel.Sequence)
            items[end] = new StepId(channel);
        else
            Insert(channel, end);
        Count++;
    }

    public Channel RemoveAt(int index)
    {
        var position = start + index;
        var channel = items[position].Channel;
        channel.IsEnabled = false;
        Count--;
        if (index == 0)
        {
            items[position] = default;
            start = Count == 0 ? 0 : start + 1;
        }
        else if (Count - index <= Few)
        {
            for (var end = start + Count; position < end; position++)
                items[position] = items[position + 1];
            items[position] = default;
        }
        else if (index < Count / 2)
        {
            Array.Copy(items, start, items, start + 1, index);
            items[start++] = default;
        }
        else
        {
            Array.Copy(items, position + 1, items, position, Count - index);
            items[start + Count] = default;
        }

        return channel;
    }

    public void Remove(Channel channel) => RemoveAt(IndexOf(channel));

    public void Clear()
    {
        Array.Clear(items, start, Count);
        start = 0;
        Count = 0;
    }

    private int IndexOf(Channel channel)
    {
        var low = LowerBound(channel.Sequence);
        while (items[start + low].Channel != channel)
            low++;
        return low;
    }

    private void Insert(Channel channel, int end)
    {
        var position = end;
        var nearest = Math.Max(start, end - Few);
        while (position > nearest && items[position - 1].Channel.Sequence > channel.Sequence)
            position--;
        if (position == nearest && position > start)
            position = start + LowerBound(channel.Sequence + 1);
        if (end - position <= Few)
        {
            for (var i = end; i > position; i--)
                items[i] = items[i - 1];
        }
        else
        {
            Array.Copy(items, position, items, position + 1, end - position);
        }

        items[position] = new StepId(channel);
    }

    /// <summary>The first index whose message is not older than the given age.</summary>
    private int LowerBound(long sequence)
    {
        var low = 0;
        var high = Count;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (items[start + middle].Channel.Sequence < sequence)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private void MakeRoom()
    {
        if (start > items.Length / 2)
        {
            Array.Copy(items, start, items, 0, Count);
            Array.Clear(items, Count, start);
            start = 0;
        }
        else
        {
            Array.Resize(ref items, items.Length * 2);
        }
    }
}
