using System.Numerics;

namespace DmaActors.Hardware.Memory;

/// <summary>
/// Gives each 64-bit key that it is shown an ordinal: 0 to the first, 1 to the second. Forgets all of them in constant time, which is why it is no
/// <c>Dictionary</c>: an exploration resets its machine 50,000 times a second. Keys are never removed one by one.
/// </summary>
/// <remarks>
/// Open addressing with linear probing. An entry counts only if its age is the present one, so that raising the age empties the table. Within one age entries
/// are only added, hence a probe may stop at the first entry of another age.
/// </remarks>
internal sealed class SparseIndex
{
    private const int SmallestTable = 64;

    // Invariants: a power of two long, at most half full of entries of the present age; ordinals of these are 0 .. Count - 1, each once.
    private Entry[] entries = new Entry[SmallestTable];
    private int shift = 64 - BitOperations.Log2(SmallestTable);

    // From 1 to lastAge; 0 is the age of a new table's entries.
    private readonly uint lastAge;
    private uint age = 1;

    /// <summary>An empty index.</summary>
    /// <param name="lastAge">After this age the first one comes again, and clearing costs a pass over the table, once; a test makes that happen often.</param>
    internal SparseIndex(uint lastAge = uint.MaxValue) => this.lastAge = lastAge;

    /// <summary>How many keys have an ordinal.</summary>
    internal int Count { get; private set; }

    /// <summary>The ordinal of <paramref name="key"/>, or -1.</summary>
    internal int Find(ulong key)
    {
        var table = entries;
        var mask = table.Length - 1;
        for (var i = Home(key); ; i = (i + 1) & mask)
        {
            ref readonly var entry = ref table[i & mask];
            if (entry.Age != age)
                return -1;
            if (entry.Key == key)
                return entry.Ordinal;
        }
    }

    /// <summary>The ordinal of <paramref name="key"/>, which gets the next one (<paramref name="added"/>) if it has none.</summary>
    internal int FindOrAdd(ulong key, out bool added)
    {
        var table = entries;
        var mask = table.Length - 1;
        for (var i = Home(key); ; i = (i + 1) & mask)
        {
            ref var entry = ref table[i & mask];
            if (entry.Age == age)
            {
                if (entry.Key != key)
                    continue;
                added = false;
                return entry.Ordinal;
            }

            added = true;
            entry = new Entry { Key = key, Age = age, Ordinal = Count };
            Count++;
            if (Count > table.Length / 2)
                Grow();
            return Count - 1;
        }
    }

    /// <summary>Forgets all keys. The table keeps its size.</summary>
    internal void Clear()
    {
        Count = 0;
        if (age < lastAge)
        {
            age++;
            return;
        }

        Array.Clear(entries);
        age = 1;
    }

    private int Home(ulong key) => (int)(unchecked(key * Mixing.Golden) >> shift);

    private void Grow()
    {
        var old = entries;
        entries = new Entry[old.Length * 2];
        shift--;
        var mask = entries.Length - 1;
        foreach (ref readonly var entry in old.AsSpan())
        {
            if (entry.Age != age)
                continue;
            var i = Home(entry.Key);
            while (entries[i].Age == age)
                i = (i + 1) & mask;
            entries[i] = entry;
        }
    }

    private struct Entry
    {
        internal ulong Key;
        internal uint Age;
        internal int Ordinal;
    }
}
