using System.Diagnostics.CodeAnalysis;
using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <summary>
/// A queue that the contexts of an instance share: what <see cref="SoftStateAttribute"/> is for a value. Each call is an access, so that a race on the queue is a data race, and steps that
/// leave it alone are known to be independent of those that use it.
/// </summary>
/// <typeparam name="T">What waits in it.</typeparam>
public sealed class SoftQueue<T> : SoftStateOwner
{
    private readonly Queue<T> queue = new();
    private SoftStateCell cell;

    /// <param name="host">The instance whose contexts share it.</param>
    /// <param name="name">Its name in findings and reports.</param>
    public SoftQueue(ContextHost host, string name)
    {
        Name = name;
        Belongs(host);
    }

    /// <summary>The name within the instance.</summary>
    public string Name { get; }

    /// <summary>How many wait. A read.</summary>
    public int Count
    {
        get
        {
            Read();
            return queue.Count;
        }
    }

    /// <summary>Adds one behind all others. A write.</summary>
    public void Enqueue(T item)
    {
        Write();
        queue.Enqueue(item);
    }

    /// <summary>The first, which stays. A read.</summary>
    /// <returns>False: the queue is empty.</returns>
    public bool TryPeek([MaybeNullWhen(false)] out T item)
    {
        Read();
        return queue.TryPeek(out item);
    }

    /// <summary>Takes the first. A write, or a read where there is none.</summary>
    /// <returns>False: the queue is empty.</returns>
    public bool TryDequeue([MaybeNullWhen(false)] out T item)
    {
        if (queue.Count == 0)
            Read();
        else
            Write();
        return queue.TryDequeue(out item);
    }

    /// <summary>Takes the first. A write.</summary>
    /// <exception cref="InvalidOperationException">The queue is empty.</exception>
    public T Dequeue()
    {
        Write();
        return queue.Dequeue();
    }

    /// <summary>Takes all, the first first. A write.</summary>
    public IReadOnlyList<T> DequeueAll()
    {
        Write();
        T[] all = [.. queue];
        queue.Clear();
        return all;
    }

    internal override string Heading => "soft state";

    protected override void DescribeSoftState(StateWriter state) => state.Write(Name, queue);

    private void Read() => OnSoftRead(ref cell, Name);

    private void Write() => OnSoftWrite(ref cell, Name);
}
