using System.Runtime.InteropServices;

namespace DmaActors.Framework.Callbacks;

/// <summary>
/// Who waits for a class of resources: entries in the order of their first registration, equal ones merged. Two entries are equal if callback and argument are
/// the same objects. There is no way to take back a registration, because the DDI has none.
/// </summary>
/// <remarks>Every operation takes constant time, however many wait, and allocates only when the list is longer than ever before.</remarks>
internal sealed class CallbackList
{
    private const int FirstCapacity = 4;

    // A ring. The entry of sequence number n stands at n modulo its length, a power of two; those from head to tail - 1 are on the list.
    private CallbackEntry[] ring = [];
    private long head;
    private long tail;

    // Sequence number of every entry on the list. Never iterated: hashes differ from process to process.
    private readonly Dictionary<Identity, long> sequences = new(IdentityComparer.Instance);

    /// <summary>Entries on the list. A release asks for a pass if and only if this is not 0.</summary>
    public int Count => (int)(tail - head);

    /// <summary>Runs owed to all entries together.</summary>
    public long Owed { get; private set; }

    /// <summary>The entries, for reports: 0 is the head.</summary>
    /// <param name="index">Below <see cref="Count"/>.</param>
    public CallbackEntry this[int index] =>
        index >= 0 && index < Count ? At(head + index) : throw new ArgumentOutOfRangeException(nameof(index), index, $"The list has {Count} entries.");

    /// <summary>The entries, for reports, from the head on.</summary>
    public IEnumerable<CallbackEntry> Entries => Enumerable.Range(0, Count).Select(i => this[i]);

    /// <summary>Registers one run (what <c>ddi_set_callback</c> does inside the system): one more for an equal entry, else a new entry at the tail.</summary>
    /// <param name="callback">The function.</param>
    /// <param name="argument">Its argument.</param>
    /// <param name="cause">Who registers. Kept for a new entry only: a merged registration changes nothing but the count.</param>
    public void Add(object callback, object? argument, object? cause = null) => PutBack(new CallbackEntry(callback, argument, 1, cause));

    /// <summary>Registers an entry with all its runs, by the same rule: what a pass does with an entry that returned RUNOUT.</summary>
    /// <param name="entry">An entry with at least one run owed.</param>
    public void PutBack(in CallbackEntry entry)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(entry.Count, 1, nameof(entry));
        Owed += entry.Count;
        ref long sequence = ref CollectionsMarshal.GetValueRefOrAddDefault(sequences, new Identity(entry.Callback, entry.Argument), out bool known);
        if (known)
        {
            ref CallbackEntry waiting = ref At(sequence);
            waiting = waiting.WithCount(waiting.Count + entry.Count);
            return;
        }
        if (Count == ring.Length)
            Grow();
        sequence = tail++;
        At(sequence) = entry;
    }

    /// <summary>Takes the head off the list; false if the list is empty.</summary>
    /// <param name="entry">The entry, with all runs that it is owed.</param>
    /// <param name="owed">Runs owed to all entries just before, this one included: the budget of a pass that starts with it.</param>
    public bool TryTake(out CallbackEntry entry, out long owed)
    {
        owed = Owed;
        if (head == tail)
        {
            entry = default;
            return false;
        }
        ref CallbackEntry first = ref At(head);
        entry = first;
        first = default;
        head++;
        Owed -= entry.Count;
        sequences.Remove(new Identity(entry.Callback, entry.Argument));
        return true;
    }

    /// <summary>Takes all entries of one who registered off the list; the others keep their order.</summary>
    /// <param name="cause">What was given as the cause of the first of the merged registrations.</param>
    public void RemoveAll(object cause)
    {
        for (int left = Count; left > 0; left--)
        {
            TryTake(out CallbackEntry entry, out _);
            if (!ReferenceEquals(entry.Cause, cause))
                PutBack(entry);
        }
    }

    /// <summary>Empties the list without running anything: for a world that starts anew.</summary>
    public void Clear()
    {
        Array.Clear(ring);
        sequences.Clear();
        head = 0;
        tail = 0;
        Owed = 0;
    }

    /// <summary>Checks that entries, their index and the runs owed agree; costs a look at every entry.</summary>
    /// <exception cref="InvalidOperationException">They do not: a fault of ours.</exception>
    public void AssertInvariants()
    {
        long owed = 0;
        for (long sequence = head; sequence < tail; sequence++)
        {
            CallbackEntry entry = At(sequence);
            owed += entry.Count;
            if (entry.Count < 1 || !sequences.TryGetValue(new Identity(entry.Callback, entry.Argument), out long known) || known != sequence)
                throw new InvalidOperationException($"Entry {sequence - head} of {Count} is owed {entry.Count} runs or cannot be found.");
        }
        if (owed != Owed || sequences.Count != Count)
            throw new InvalidOperationException($"{Count} entries, {sequences.Count} known, are owed {owed} runs, not {Owed}.");
    }

    private ref CallbackEntry At(long sequence) => ref ring[(int)(sequence & (ring.Length - 1))];

    private void Grow()
    {
        CallbackEntry[] larger = new CallbackEntry[Math.Max(FirstCapacity, ring.Length * 2)];
        for (long sequence = head; sequence < tail; sequence++)
            larger[(int)(sequence & (larger.Length - 1))] = At(sequence);
        ring = larger;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Identity(object Callback, object? Argument);

    private sealed class IdentityComparer : IEqualityComparer<Identity>
    {
        public static readonly IdentityComparer Instance = new();

        public bool Equals(Identity x, Identity y) => ReferenceEquals(x.Callback, y.Callback) && ReferenceEquals(x.Argument, y.Argument);

        // The hash finds the entry and nothing else; order comes from the ring.
        public int GetHashCode(Identity obj) =>
            unchecked((ReferenceEqualityComparer.Instance.GetHashCode(obj.Callback) * 31) + ReferenceEqualityComparer.Instance.GetHashCode(obj.Argument));
    }
}
