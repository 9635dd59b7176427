using System.Runtime.CompilerServices;

namespace DmaActors.Simulation.Channels;

/// <summary>The channels that leave one endpoint, by receiver: an open hash table that starts without memory of its own.</summary>
internal struct ChannelTable
{
    private static readonly Channel?[] Nothing = new Channel?[1];

    /// <summary>Its length is a power of two; at most half of it is used.</summary>
    private Channel?[] places;

    public ChannelTable() => places = Nothing;

    public int Count { get; private set; }

    /// <summary>All places, empty ones included.</summary>
    public readonly ReadOnlySpan<Channel?> Places => places;

    /// <summary>The channel in the first place where the receiver's could be: usually it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Channel? Guess(Cell to) => places[to.Id & (places.Length - 1)];

    public readonly Channel? Find(Cell to)
    {
        for (var index = to.Id & (places.Length - 1); places[index] is { } channel; index = Next(index))
        {
            if (channel.To == to)
                return channel;
        }

        return null;
    }

    /// <param name="channel">One that is not in the table.</param>
    public void Add(Channel channel)
    {
        if (++Count * 2 > places.Length)
            Grow();
        Place(channel);
    }

    /// <param name="channel">One that is in the table.</param>
    public void Remove(Channel channel)
    {
        var hole = channel.To.Id & (places.Length - 1);
        while (places[hole] != channel)
            hole = Next(hole);
        for (var index = Next(hole); places[index] is { } other; index = Next(index))
        {
            // What stands behind the hole moves into it, unless its own first place lies between.
            var home = other.To.Id & (places.Length - 1);
            if (Distance(home, index) < Distance(hole, index))
                continue;
            places[hole] = other;
            hole = index;
        }

        places[hole] = null;
        Count--;
    }

    public void Clear()
    {
        places = Nothing;
        Count = 0;
    }

    private readonly int Next(int index) => (index + 1) & (places.Length - 1);

    private readonly int Distance(int from, int to) => (to - from) & (places.Length - 1);

    private readonly void Place(Channel channel)
    {
        var index = channel.To.Id & (places.Length - 1);
        while (places[index] is not null)
            index = Next(index);
        places[index] = channel;
    }

    private void Grow()
    {
        var old = places;
        places = new Channel?[old.Length * 2];
        foreach (var channel in old)
        {
            if (channel is not null)
                Place(channel);
        }
    }
}
