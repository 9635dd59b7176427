namespace DmaActors.Hardware.Memory;

/// <summary>
/// An array of 64-bit words, indexed by any 64-bit number, in which only the words that were asked for exist; the others are 0. All 0 again in constant
/// time.
/// </summary>
internal sealed class SparseWords
{
    private readonly SparseIndex index = new();
    private ulong[] words = new ulong[16];
    private ulong[] places = new ulong[16];

    // The word asked for last, by Get, or -1: bits are mostly set in neighbouring places.
    private ulong lastPlace;
    private int lastOrdinal = -1;

    /// <summary>How many words exist.</summary>
    internal int Count => index.Count;

    /// <summary>The word at <paramref name="place"/>, 0 if it does not exist.</summary>
    internal ulong this[ulong place]
    {
        get
        {
            if (place == lastPlace && lastOrdinal >= 0)
                return words[lastOrdinal];
            var ordinal = index.Find(place);
            return ordinal < 0 ? 0 : words[ordinal];
        }
    }

    /// <summary>The word at <paramref name="place"/>, which is made if it does not exist. The reference is good until the next call.</summary>
    internal ref ulong Get(ulong place)
    {
        if (place != lastPlace || lastOrdinal < 0)
        {
            lastOrdinal = index.FindOrAdd(place, out var added);
            lastPlace = place;
            if (added)
            {
                if (lastOrdinal == words.Length)
                {
                    Array.Resize(ref words, words.Length * 2);
                    Array.Resize(ref places, words.Length);
                }

                words[lastOrdinal] = 0;
                places[lastOrdinal] = place;
            }
        }

        return ref words[lastOrdinal];
    }

    /// <summary>The word that was made as number <paramref name="ordinal"/>, and its place.</summary>
    internal (ulong Place, ulong Word) At(int ordinal) => (places[ordinal], words[ordinal]);

    internal void Clear()
    {
        index.Clear();
        lastOrdinal = -1;
    }
}
