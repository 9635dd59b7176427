namespace DmaActors.Simulation.Channels;

/// <summary>The queues that no channel of a world needs now. Only small ones are kept: a burst does not hold memory for ever.</summary>
internal sealed class QueuePool
{
    private const int Smallest = 4;
    private const int Largest = 64;

    private readonly Stack<Channel.Slot[]> free = new();

    /// <summary>An empty queue; its length is a power of two.</summary>
    public Channel.Slot[] Rent() => free.Count > 0 ? free.Pop() : new Channel.Slot[Smallest];

    /// <param name="queue">A queue all of whose slots are cleared.</param>
    public void Return(Channel.Slot[] queue)
    {
        if (queue.Length <= Largest)
            free.Push(queue);
    }
}
