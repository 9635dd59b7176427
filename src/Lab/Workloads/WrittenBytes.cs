using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DmaActors.Lab.Workloads;

/// <summary>
/// What the requests write. The bytes are a function of the seed, the request's ordinal and the byte's place on the media, and of nothing else: any part of any request can be
/// made again at any time, so nobody has to remember what was written, and a byte that reached the wrong place or came from an older request can be told.
/// </summary>
/// <remarks>
/// The media is seen as 64-bit little-endian words. Word <c>w</c> (bytes <c>8w</c> to <c>8w + 7</c>) of what request <c>r</c> writes is output <c>w</c>, counted from 0, of a
/// <see cref="SplitMix64"/> whose seed is <c>Mix(seed ^ Mix(r + 1))</c>. This is a contract: golden values hold it in the tests.
/// </remarks>
internal static class WrittenBytes
{
    /// <summary>The "request" whose bytes a seeded image starts with.</summary>
    public const int InitialContents = -1;

    /// <summary>Fills <paramref name="destination"/> with what request <paramref name="request"/> writes from <paramref name="offset"/> on.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="request">The request's ordinal, or <see cref="InitialContents"/>.</param>
    /// <param name="offset">The place of the first byte on the media (not in the request); any value from 0 on, aligned or not.</param>
    /// <param name="destination">Where the bytes go.</param>
    public static void Fill(ulong seed, int request, long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(request, InitialContents);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var state = StateBefore(StreamSeed(seed, request), (ulong)offset / 8);

        var skip = (int)(offset & 7);
        if (skip != 0)
        {
            state = unchecked(state + SplitMix64.Step);
            var taken = FillPart(state, skip, destination);
            destination = destination[taken..];
        }

        var whole = destination.Length & ~7;
        state = FillWords(state, destination[..whole]);
        if (whole != destination.Length)
            FillPart(unchecked(state + SplitMix64.Step), 0, destination[whole..]);
    }

    /// <summary>Whether request <paramref name="request"/> would have written the word <paramref name="bytes"/> somewhere, and where: from the bytes alone, to say where a wrong byte came from.</summary>
    /// <returns>The place on the media of the word's first byte; a multiple of 8. Only an answer inside the request's own range means anything.</returns>
    public static ulong PlaceOf(ulong seed, int request, ReadOnlySpan<byte> bytes)
    {
        var state = SplitMix64.Unmix(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        return unchecked((((state - StreamSeed(seed, request)) * SplitMix64.InverseOf(SplitMix64.Step)) - 1) * 8);
    }

    private static ulong StreamSeed(ulong seed, int request) => SplitMix64.Mix(seed ^ SplitMix64.Mix(unchecked((ulong)(uint)(request + 1))));

    /// <summary>The generator's state just before it gives word <paramref name="word"/>.</summary>
    private static ulong StateBefore(ulong streamSeed, ulong word) => unchecked(streamSeed + (word * SplitMix64.Step));

    /// <summary>Some bytes of one word, starting at byte <paramref name="skip"/> of it; returns how many.</summary>
    private static int FillPart(ulong state, int skip, Span<byte> destination)
    {
        Span<byte> word = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(word, SplitMix64.Mix(state));
        var taken = Math.Min(8 - skip, destination.Length);
        word.Slice(skip, taken).CopyTo(destination);
        return taken;
    }

    /// <summary>Whole words; returns the state after the last of them.</summary>
    private static ulong FillWords(ulong state, Span<byte> destination)
    {
        unchecked
        {
            var words = MemoryMarshal.Cast<byte, ulong>(destination);
            var done = 0;
            if (Vector512.IsHardwareAccelerated && BitConverter.IsLittleEndian && words.Length >= 16)
            {
                var lanes = Vector512.Create(1ul, 2, 3, 4, 5, 6, 7, 8) * SplitMix64.Step;
                var first = Vector512.Create(state) + lanes;
                var eight = Vector512.Create(8 * SplitMix64.Step);
                ref var place = ref MemoryMarshal.GetReference(words);
                for (; done <= words.Length - 16; done += 16)
                {
                    Mix(first).StoreUnsafe(ref place, (nuint)done);
                    Mix(first + eight).StoreUnsafe(ref place, (nuint)done + 8);
                    first += eight + eight;
                }

                state += (ulong)done * SplitMix64.Step;
            }

            for (; done < words.Length; done++)
            {
                state += SplitMix64.Step;
                var word = SplitMix64.Mix(state);
                words[done] = BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
            }

            return state;
        }
    }

    private static Vector512<ulong> Mix(Vector512<ulong> z)
    {
        unchecked
        {
            z = (z ^ (z >>> 30)) * SplitMix64.FirstFactor;
            z = (z ^ (z >>> 27)) * SplitMix64.SecondFactor;
            return z ^ (z >>> 31);
        }
    }
}
