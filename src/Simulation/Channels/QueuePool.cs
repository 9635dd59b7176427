using System.Numerics;

namespace DmaActors.Simulation.Channels;

/// <summary>The queues that no channel of a world needs now, by length. Long ones are not kept: a burst does not hold memory for ever.</summary>
internal sealed class QueuePool
{
    public const int Shortest = 4;
    public const int Longest = 256;

    private readonly Stack<Channel.Slot[]>[] free = [.. Enumerable.Range(0, IndexOf(Longest) + 1).Select(_ => new Stack<Channel.Slot[]>())];

    /// <summary>An empty queue.</summary>
    /// <param name="length">A power of two, at least <see cref="Shortest"/>.</param>
    public Channel.Slot[] Rent(int length)
    {
        var index = IndexOf(length);
        return index < free.Length && free[index].Count > 0 ? free[index].Pop() : new Channel.Slot[length];
    }

    /// <param name="queue">A queue all of whose slots are cleared.</param>
    public void Return(Channel.Slot[] queue)
    {
        var index = IndexOf(queue.Length);
        if (index < free.Length)
            free[index].Push(queue);
    }

    private static int IndexOf(int length) => BitOperations.TrailingZeroCount(length / Shortest);
}
