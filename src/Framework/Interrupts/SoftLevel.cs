namespace DmaActors.Framework.Interrupts;

/// <summary>The soft interrupts of one level, the one added last before the others, and where the walk over them stands.</summary>
internal sealed class SoftLevel
{
    private readonly List<Entry> entries = [];

    // Where the walk stands; -1: no walk. Its entry may have been removed while its handler runs.
    private int current = -1;

    /// <summary>The entry whose handler runs; null between walks.</summary>
    public Entry? Running { get; private set; }

    /// <summary>The level was raised while the walk was under way.</summary>
    public bool WasRaisedMeanwhile { get; set; }

    public void Add(SoftintHandle handle, Cause cause)
    {
        entries.Insert(0, new Entry(handle) { Cause = cause });
        if (current >= 0)
            current++;
    }

    public Entry? Find(SoftintHandle handle) => entries.Find(entry => entry.Handle == handle);

    public void Remove(Entry entry)
    {
        var index = entries.IndexOf(entry);
        entries.RemoveAt(index);
        // The next one has moved up.
        if (index <= current)
            current--;
    }

    /// <summary>Removes the entries of an instance, also the one whose handler runs.</summary>
    public void RemoveAllOf(ActorRef instance)
    {
        for (var i = entries.Count - 1; i >= 0; i--)
        {
            if (entries[i].Handle.Instance.Self == instance)
                Remove(entries[i]);
        }
    }

    /// <summary>Goes on to the next entry that was triggered, from the first one where no walk is under way. Null: there is none, which ends the walk.</summary>
    public Entry? MoveNext()
    {
        for (current++; current < entries.Count; current++)
        {
            if (entries[current].IsPending)
                return Running = entries[current];
        }

        current = -1;
        return Running = null;
    }

    /// <summary>A soft interrupt that was added.</summary>
    public sealed class Entry(SoftintHandle handle)
    {
        public SoftintHandle Handle { get; } = handle;

        /// <summary>It was triggered, and its handler has not begun.</summary>
        public bool IsPending { get; set; }

        /// <summary>What the trigger gave for the handler.</summary>
        public object? Argument { get; set; }

        /// <summary>What happened before its next call: its registration, every trigger, and all that it has done.</summary>
        public Cause Cause { get; set; }

        /// <summary>Who waits in a removal for its handler to return.</summary>
        public ActorRef AwaitsRemoval { get; set; }
    }
}
