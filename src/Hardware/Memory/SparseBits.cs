using System.Numerics;

namespace DmaActors.Hardware.Memory;

/// <summary>
/// A set of 64-bit numbers (up to 2^58), kept as bits in words that exist only where a bit was ever set, with a summary that lets searches step over
/// full words. All clear again in constant time.
/// </summary>
internal sealed class SparseBits
{
    private const int Log2 = 6;
    private const ulong Full = ulong.MaxValue;

    // Bit i of the set is bit i % 64 of word i / 64; a word that is not there is 0.
    private readonly SparseWords words = new();

    // Invariant: bit w is set if and only if word w is full.
    private readonly SparseWords fullWords = new();

    internal bool Contains(ulong i) => (words[i >> Log2] >> Bit(i) & 1) != 0;

    /// <summary>Adds <paramref name="i"/>; false if it was there already.</summary>
    internal bool Add(ulong i)
    {
        ref var word = ref words.Get(i >> Log2);
        var bit = 1UL << Bit(i);
        if ((word & bit) != 0)
            return false;
        word |= bit;
        if (word == Full)
            fullWords.Get(i >> (2 * Log2)) |= 1UL << Bit(i >> Log2);
        return true;
    }

    /// <summary>Takes out <paramref name="i"/>; false if it was not there.</summary>
    internal bool Remove(ulong i)
    {
        if (!Contains(i))
            return false;
        ref var word = ref words.Get(i >> Log2);
        if (word == Full)
            fullWords.Get(i >> (2 * Log2)) &= ~(1UL << Bit(i >> Log2));
        word &= ~(1UL << Bit(i));
        return true;
    }

    internal void Clear()
    {
        words.Clear();
        fullWords.Clear();
    }

    /// <summary>The lowest number not in the set, from <paramref name="from"/> on.</summary>
    internal ulong LowestAbsent(ulong from)
    {
        var w = from >> Log2;
        var word = words[w] | Below(Bit(from));
        if (word == Full)
        {
            w = NextWordNotFull(w + 1);
            word = words[w];
        }

        return (w << Log2) + (ulong)BitOperations.TrailingZeroCount(~word);
    }

    /// <summary>The highest number of the set between <paramref name="from"/> and <paramref name="to"/>, both included, if there is one.</summary>
    internal bool TryHighest(ulong from, ulong to, out ulong highest)
    {
        var mask = Below(Bit(to)) | 1UL << Bit(to);
        for (var w = to >> Log2; ; w--)
        {
            var word = words[w] & mask;
            if (w == from >> Log2)
                word &= ~Below(Bit(from));
            if (word != 0)
            {
                highest = (w << Log2) + (ulong)BitOperations.Log2(word);
                return true;
            }

            if (w == from >> Log2)
            {
                highest = 0;
                return false;
            }

            mask = Full;
        }
    }

    /// <summary>All numbers of the set, word by word in the order in which the words were made: for checks.</summary>
    internal IEnumerable<ulong> All()
    {
        for (var ordinal = 0; ordinal < words.Count; ordinal++)
        {
            var (place, word) = words.At(ordinal);
            for (; word != 0; word &= word - 1)
                yield return (place << Log2) + (ulong)BitOperations.TrailingZeroCount(word);
        }
    }

    /// <summary>Whether the summary says of each word what it is: costs a pass over all words.</summary>
    internal bool IsSummaryRight()
    {
        var full = 0;
        for (var ordinal = 0; ordinal < words.Count; ordinal++)
        {
            var (place, word) = words.At(ordinal);
            if ((word == Full) != ((fullWords[place >> Log2] >> Bit(place) & 1) != 0))
                return false;
            full += word == Full ? 1 : 0;
        }

        for (var ordinal = 0; ordinal < fullWords.Count; ordinal++)
            full -= BitOperations.PopCount(fullWords.At(ordinal).Word);
        return full == 0;
    }

    private static int Bit(ulong i) => (int)(i & 63);

    private static ulong Below(int bit) => (1UL << bit) - 1;

    private ulong NextWordNotFull(ulong w)
    {
        // Ends: only as many words can be full as there is memory for.
        while (true)
        {
            var full = fullWords[w >> Log2] | Below(Bit(w));
            if (full != Full)
                return (w & ~63UL) + (ulong)BitOperations.TrailingZeroCount(~full);
            w = (w | 63) + 1;
        }
    }
}
