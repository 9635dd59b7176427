using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.Intrinsics.X86;
using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Tests.Memory;

public sealed class BlockDigestTests
{
    /// <summary>Lengths around words, stripes and the usual grant.</summary>
    private static IEnumerable<int> Lengths => Enumerable.Range(0, 260).Concat([511, 512, 513, 4032, 4095, 4096, 4097, 4160, 65536]);

    private static IEnumerable<BlockDigest.Path> Paths =>
        Enum.GetValues<BlockDigest.Path>().Where(path => path switch
        {
            BlockDigest.Path.Avx2 => Avx2.IsSupported,
            BlockDigest.Path.Sse2 => Sse2.IsSupported,
            _ => true,
        });

    [Fact]
    public void All_paths_compute_what_the_definition_says()
    {
        var random = new TrialRandom(1);
        foreach (var length in Lengths)
        {
            var data = random.Bytes(length);
            var seed = random.Next();
            var expected = PlainModel(data, seed);
            Assert.Equal(expected, BlockDigest.Hash64(data, seed));
            foreach (var path in Paths)
                Assert.True(expected == BlockDigest.Hash64(data, seed, path), $"{path} differs at length {length}.");
        }
    }

    // Computed by a program in another language, from the definition.
    private static readonly ulong[] GoldenValues =
    [
        0x0AA66E89A646912A,
        0xDEA008734389E148,
        0xF06FAC0D1C143822,
        0x26F80EE60062B6C4,
        0xA378DCA4753F6958,
        0x6F2CE9914D55AA4A,
        0xFDAE82B15C61B05D,
        0xD244636AC5927318,
        0x3114B74AC00CDCD8,
    ];

    [Fact]
    public void The_values_are_the_same_for_ever()
    {
        var bytes = Enumerable.Range(0, 4096).Select(i => unchecked((byte)(i * 7 + i / 256))).ToArray();
        int[] lengths = [0, 1, 8, 63, 64, 65, 512, 4096];
        Assert.Equal(GoldenValues, lengths.Select(length => BlockDigest.Hash64(bytes.AsSpan(0, length))).Append(BlockDigest.Hash64(bytes, 1)));
    }

    [Fact]
    public void Where_the_bytes_lie_does_not_matter()
    {
        var random = new TrialRandom(2);
        foreach (var length in new[] { 1, 64, 100, 4096 })
        {
            var data = random.Bytes(length);
            foreach (var path in Paths)
            {
                for (var shift = 0; shift < 64; shift++)
                {
                    var shifted = new byte[length + 64];
                    data.CopyTo(shifted, shift);
                    Assert.Equal(BlockDigest.Hash64(data, 0, path), BlockDigest.Hash64(shifted.AsSpan(shift, length), 0, path));
                }
            }
        }
    }

    [Fact]
    public void Every_single_bit_counts()
    {
        // All digests of a block and of its one-bit neighbours differ: 32,769 values of 64 bits coincide by chance once in 3 * 10^10.
        var blocks = new[] { new byte[4096], Enumerable.Repeat((byte)0xFF, 4096).ToArray(), new TrialRandom(3).Bytes(4096) };
        foreach (var block in blocks)
        {
            var digests = new HashSet<ulong> { BlockDigest.Hash64(block) };
            for (var bit = 0; bit < block.Length * 8; bit++)
            {
                block[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.True(digests.Add(BlockDigest.Hash64(block)), $"Bit {bit} does not count.");
                block[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Fact]
    public void Every_single_bit_counts_even_in_a_block_made_to_blind_the_digest()
    {
        var block = ThatMeetsItsKeys(4096);
        var digest = BlockDigest.Hash64(block);
        for (var bit = 0; bit < block.Length * 8; bit++)
        {
            block[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(digest != BlockDigest.Hash64(block), $"Bit {bit} does not count.");
            block[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Words_that_change_places_change_the_digest()
    {
        var block = new byte[4096];
        for (var i = 0; i < 512; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(block.AsSpan(i * 8), (ulong)i + 1);
        var digest = BlockDigest.Hash64(block);
        for (var a = 0; a < 512; a++)
        {
            for (var b = a + 1; b < 512; b++)
            {
                Swap(block, a, b);
                Assert.True(digest != BlockDigest.Hash64(block), $"Words {a} and {b} can be swapped.");
                Swap(block, a, b);
            }
        }
    }

    [Fact]
    public void Zeros_at_the_end_change_the_digest()
    {
        var block = new byte[300];
        Assert.Equal(301, Enumerable.Range(0, 301).Select(length => BlockDigest.Hash64(block.AsSpan(0, length))).Distinct().Count());
    }

    [Fact]
    public void The_seed_changes_the_digest()
    {
        var block = new TrialRandom(4).Bytes(100);
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(seed => BlockDigest.Hash64(block, (ulong)seed)).Distinct().Count());
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(seed => BlockDigest.Hash64([], (ulong)seed)).Distinct().Count());
    }

    [Fact]
    public void Blocks_that_differ_in_a_counter_or_a_place_have_different_digests()
    {
        // 300,000 digests: two are equal by chance once in 4 * 10^8 such tests, and the values are fixed.
        var digests = new HashSet<ulong>();
        var block = new byte[512];
        for (var i = 1; i <= 200_000; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(508), i);
            digests.Add(BlockDigest.Hash64(block));
        }

        // Odd numbers below 400, at any place before the counter: no two such blocks are equal, since the first byte that is not 0 shows the place.
        block = new byte[512];
        for (var i = 0; i < 100_000; i++)
        {
            var place = i % 500;
            BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(place), i / 500 * 2 + 1);
            digests.Add(BlockDigest.Hash64(block));
            BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(place), 0);
        }

        Assert.Equal(300_000, digests.Count);
    }

    [Fact]
    public void A_flipped_bit_flips_about_half_of_the_digest()
    {
        var block = new TrialRandom(5).Bytes(4096);
        var digest = BlockDigest.Hash64(block);
        var (total, samples) = (0, 0);
        for (var bit = 0; bit < block.Length * 8; bit += 7)
        {
            block[bit / 8] ^= (byte)(1 << (bit % 8));
            total += BitOperations.PopCount(digest ^ BlockDigest.Hash64(block));
            samples++;
            block[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        // The mean of 4,681 samples deviates from 32 by 4 / sqrt(4681) = 0.06.
        Assert.InRange((double)total / samples, 31.6, 32.4);
    }

    /// <summary>The definition, word by word and without any of the product's code.</summary>
    private static ulong PlainModel(byte[] data, ulong seed)
    {
        unchecked
        {
            var keys = new ulong[8];
            var state = new TrialRandom(0);
            for (var i = 0; i < 8; i++)
                keys[i] = state.Next();
            var lanes = (ulong[])keys.Clone();
            var mixedSeed = Mix(seed);
            var stripes = data.Length / 64 + 1;
            for (var s = 0; s < stripes; s++)
            {
                for (var i = 0; i < 8; i++)
                {
                    var word = 0UL;
                    for (var b = 7; b >= 0; b--)
                    {
                        var at = s * 64 + i * 8 + b;
                        word = word * 256 + (at < data.Length ? data[at] : 0UL);
                    }

                    var mixed = word ^ ((keys[i] ^ mixedSeed) + (ulong)s * 0x9E3779B97F4A7C15);
                    lanes[i] += mixed % (1UL << 32) * (mixed / (1UL << 32));
                    lanes[i % 2 == 0 ? i + 1 : i - 1] += word;
                }
            }

            var digest = mixedSeed + (ulong)data.Length * 0x9E3779B97F4A7C15;
            for (var i = 0; i < 8; i += 2)
            {
                var product = (UInt128)(lanes[i] ^ keys[i + 1]) * (lanes[i + 1] ^ keys[i] ^ 0x9E3779B97F4A7C15);
                digest += (ulong)(product >> 64) ^ (ulong)product;
            }

            return Mix(digest);
        }
    }

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }

    /// <summary>The block that makes every product 0 under seed 0: only the sums of words are left.</summary>
    private static byte[] ThatMeetsItsKeys(int length)
    {
        var (block, keys) = (new byte[length], new TrialRandom(0));
        var first = Enumerable.Range(0, 8).Select(_ => keys.Next()).ToArray();
        for (var i = 0; i < length / 8; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(block.AsSpan(i * 8), unchecked(first[i % 8] + (ulong)(i / 8) * 0x9E3779B97F4A7C15));
        return block;
    }

    private static void Swap(byte[] block, int a, int b)
    {
        var (wordA, wordB) = (BitConverter.ToUInt64(block, a * 8), BitConverter.ToUInt64(block, b * 8));
        BitConverter.TryWriteBytes(block.AsSpan(a * 8), wordB);
        BitConverter.TryWriteBytes(block.AsSpan(b * 8), wordA);
    }
}
