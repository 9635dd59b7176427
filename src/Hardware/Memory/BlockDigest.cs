using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DmaActors.Hardware.Memory;

/// <summary>
/// A 64-bit digest of a block of bytes, for trace hashes: fast, equal on every machine, not cryptographic. Every 4 KiB that a device moves is hashed, so the
/// digest runs at the speed of the level-2 cache.
/// </summary>
/// <remarks>
/// The data are read as stripes of eight little-endian words, the last one filled up with zeros (a whole stripe of zeros, if the data end with one).
/// Word <c>i</c> of stripe <c>s</c> meets a key of its own, <c>(Keys[i] ^ Mix(seed)) + s * KeyStep</c>: lane <c>i</c> gains the product of the two
/// halves of (word ^ key), so that neither words nor stripes can change places unseen, and the lane beside it gains the word itself, so that no word is
/// lost where one half of the product is 0. At the end pairs of lanes are multiplied, and folded together with the length. All paths (AVX2, SSE2, plain)
/// compute exactly this.
/// </remarks>
public static class BlockDigest
{
    private const int Lanes = 8;
    private const int StripeBytes = Lanes * sizeof(ulong);
    private const ulong KeyStep = Mixing.Golden;

    // The outputs of SplitMix64 from seed 0: numbers without a meaning.
    private static ReadOnlySpan<ulong> Keys =>
    [
        0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F, 0xF88B_B8A8_724C_81EC,
        0x1B39_896A_51A8_749B, 0x53CB_9F0C_747E_A2EA, 0x2C82_9ABE_1F45_32E1, 0xC584_133A_C916_AB3C,
    ];

    /// <summary>How the lanes are computed; the result is the same.</summary>
    internal enum Path
    {
        Plain,
        Sse2,
        Avx2,
    }

    /// <summary>The digest of <paramref name="data"/>. To digest a sequence of blocks, pass the digest so far as the seed.</summary>
    public static ulong Hash64(ReadOnlySpan<byte> data, ulong seed = 0) =>
        Hash64(data, seed, Avx2.IsSupported ? Path.Avx2 : Sse2.IsSupported ? Path.Sse2 : Path.Plain);

    internal static ulong Hash64(ReadOnlySpan<byte> data, ulong seed, Path path)
    {
        Span<ulong> lanes = stackalloc ulong[Lanes];
        Span<byte> last = stackalloc byte[StripeBytes];
        Keys.CopyTo(lanes);
        var mixedSeed = Mixing.Mix(seed);
        var whole = data.Length / StripeBytes * StripeBytes;
        data[whole..].CopyTo(last);
        switch (path)
        {
            case Path.Avx2:
                AddAvx2(lanes, mixedSeed, data[..whole], last);
                break;
            case Path.Sse2:
                AddSse2(lanes, mixedSeed, data[..whole], last);
                break;
            default:
                AddPlain(lanes, mixedSeed, data[..whole], last);
                break;
        }

        return Finish(lanes, mixedSeed, data.Length);
    }

    private static ulong Finish(ReadOnlySpan<ulong> lanes, ulong mixedSeed, int length)
    {
        unchecked
        {
            var digest = mixedSeed + (ulong)length * KeyStep;
            for (var i = 0; i < Lanes; i += 2)
            {
                var high = Math.BigMul(lanes[i] ^ Keys[i + 1], lanes[i + 1] ^ Keys[i] ^ KeyStep, out var low);
                digest += high ^ low;
            }

            return Mixing.Mix(digest);
        }
    }

    private static void AddPlain(Span<ulong> lanes, ulong mixedSeed, ReadOnlySpan<byte> stripes, ReadOnlySpan<byte> last)
    {
        AddPlain(lanes, mixedSeed, 0, stripes);
        AddPlain(lanes, mixedSeed, unchecked((ulong)(stripes.Length / StripeBytes) * KeyStep), last);
    }

    // A pair of lanes at a time over all stripes, so that its sums and keys stay in registers: twice as fast as stripe after stripe.
    private static void AddPlain(Span<ulong> lanes, ulong mixedSeed, ulong step, ReadOnlySpan<byte> stripes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(stripes);
        for (var lane = 0; lane < Lanes; lane += 2)
        {
            unchecked
            {
                var (sumA, sumB) = (lanes[lane], lanes[lane + 1]);
                var (keyA, keyB) = ((Keys[lane] ^ mixedSeed) + step, (Keys[lane + 1] ^ mixedSeed) + step);
                for (var i = lane; i + 1 < words.Length; i += Lanes)
                {
                    var (wordA, wordB) = (LittleEndian(words[i]), LittleEndian(words[i + 1]));
                    var (mixedA, mixedB) = (wordA ^ keyA, wordB ^ keyB);
                    sumA += (mixedA & uint.MaxValue) * (mixedA >> 32) + wordB;
                    sumB += (mixedB & uint.MaxValue) * (mixedB >> 32) + wordA;
                    keyA += KeyStep;
                    keyB += KeyStep;
                }

                (lanes[lane], lanes[lane + 1]) = (sumA, sumB);
            }
        }
    }

    private static ulong LittleEndian(ulong word) => BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);

    private static void AddSse2(Span<ulong> lanes, ulong mixedSeed, ReadOnlySpan<byte> stripes, ReadOnlySpan<byte> last)
    {
        Span<Vector128<ulong>> sums = MemoryMarshal.Cast<ulong, Vector128<ulong>>(lanes);
        Span<Vector128<ulong>> keys = stackalloc Vector128<ulong>[sums.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = sums[i] ^ Vector128.Create(mixedSeed);
        while (true)
        {
            var stripe = MemoryMarshal.Cast<byte, Vector128<ulong>>(stripes.IsEmpty ? last : stripes[..StripeBytes]);
            for (var i = 0; i < keys.Length; i++)
            {
                var word = stripe[i];
                var mixed = word ^ keys[i];
                var product = Sse2.Multiply(mixed.AsUInt32(), (mixed >> 32).AsUInt32());
                sums[i] += product + Sse2.Shuffle(word.AsUInt32(), 0b01_00_11_10).AsUInt64();
                keys[i] += Vector128.Create(KeyStep);
            }

            if (stripes.IsEmpty)
                return;
            stripes = stripes[StripeBytes..];
        }
    }

    private static void AddAvx2(Span<ulong> lanes, ulong mixedSeed, ReadOnlySpan<byte> stripes, ReadOnlySpan<byte> last)
    {
        var sumA = Vector256.Create<ulong>(lanes);
        var sumB = Vector256.Create<ulong>(lanes[4..]);
        var keyA = sumA ^ Vector256.Create(mixedSeed);
        var keyB = sumB ^ Vector256.Create(mixedSeed);
        var step = Vector256.Create(KeyStep);
        foreach (ref readonly var pair in MemoryMarshal.Cast<byte, Stripe>(stripes))
        {
            sumA += Gain(pair.A, keyA);
            sumB += Gain(pair.B, keyB);
            keyA += step;
            keyB += step;
        }

        ref readonly var end = ref MemoryMarshal.AsRef<Stripe>(last);
        (sumA + Gain(end.A, keyA)).CopyTo(lanes);
        (sumB + Gain(end.B, keyB)).CopyTo(lanes[4..]);
    }

    private static Vector256<ulong> Gain(Vector256<ulong> word, Vector256<ulong> key)
    {
        var mixed = word ^ key;
        var product = Avx2.Multiply(mixed.AsUInt32(), (mixed >> 32).AsUInt32());
        return product + Avx2.Shuffle(word.AsUInt32(), 0b01_00_11_10).AsUInt64();
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private readonly struct Stripe
    {
        internal readonly Vector256<ulong> A;
        internal readonly Vector256<ulong> B;
    }
}
