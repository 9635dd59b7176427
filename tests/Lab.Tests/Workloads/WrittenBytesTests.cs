using System.Security.Cryptography;
using DmaActors.Lab.Workloads;

namespace DmaActors.Lab.Tests.Workloads;

public sealed class WrittenBytesTests
{
    /// <summary>Computed by an independent program (big integers, one byte at a time) from the definition in the class's remarks.</summary>
    [Theory]
    [InlineData(1ul, 0, 0L, "A1F8FE91E72A5F273ED33744CFF19100")]
    [InlineData(1ul, 0, 4096L, "CBC60D8B48124D9E6C94853FBC12FC53")]
    [InlineData(1ul, 1, 0L, "89B6FB31B534EB87D6F44088670DB3F9")]
    [InlineData(2ul, 0, 0L, "DAB23D625D4C8465517AE57242D57950")]
    [InlineData(1ul, WrittenBytes.InitialContents, 0L, "72D7C2DD3080EFBF47AAF282E42C555F")]
    [InlineData(1ul, 5, 12345L, "7CEEF240420099F51A0477D37376DC9ED36145")]
    [InlineData(ulong.MaxValue, int.MaxValue, (1L << 44) - 8, "648D25E2D560F2CF")]
    [InlineData(0ul, 0, 0L, "6F6177FB52B18141")]
    public void The_bytes_are_the_same_on_every_platform(ulong seed, int request, long offset, string expected)
    {
        var bytes = new byte[expected.Length / 2];
        WrittenBytes.Fill(seed, request, offset, bytes);
        Assert.Equal(expected, Convert.ToHexString(bytes));
    }

    [Fact]
    public void A_long_range_is_the_same_on_every_platform()
    {
        var bytes = new byte[1 << 16];
        WrittenBytes.Fill(1, 7, 512 * 3, bytes);
        Assert.Equal("27c454bc4310189ea54dbff0b338e07c3f50a885a2e91199022f9e650f263b34", Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Fact]
    public void Every_part_of_a_range_can_be_made_alone()
    {
        var whole = new byte[300];
        WrittenBytes.Fill(3, 9, 1000, whole);
        for (var start = 0; start < 40; start++)
        {
            for (var length = 0; length <= whole.Length - start; length++)
            {
                var part = new byte[length + 2];
                WrittenBytes.Fill(3, 9, 1000 + start, part.AsSpan(1, length));
                Assert.True(part.AsSpan(1, length).SequenceEqual(whole.AsSpan(start, length)), $"{length} bytes from {start} on");
                Assert.Equal((0, 0), (part[0], part[^1]));
            }
        }
    }

    [Fact]
    public void Sectors_of_different_requests_seeds_and_places_have_no_word_in_common()
    {
        // 5 * 3 * 64 sectors of 64 words: a common 64-bit word by chance has a probability of 2^-33.
        var seen = new HashSet<ulong>();
        var sector = new byte[512];
        for (var request = -1; request < 4; request++)
        {
            for (var seed = 1ul; seed <= 3; seed++)
            {
                for (var place = 0; place < 64; place++)
                {
                    WrittenBytes.Fill(seed, request, place * 512L, sector);
                    for (var word = 0; word < 64; word++)
                        Assert.True(seen.Add(BitConverter.ToUInt64(sector, word * 8)));
                }
            }
        }
    }

    [Fact]
    public void A_byte_moved_by_one_place_is_rarely_equal_to_its_neighbour()
    {
        var bytes = new byte[1 << 16];
        WrittenBytes.Fill(1, 0, 0, bytes);
        var equal = 0;
        for (var i = 1; i < bytes.Length; i++)
            equal += bytes[i] == bytes[i - 1] ? 1 : 0;
        Assert.InRange(equal, 150, 370); // 256 expected, standard deviation 16
    }

    [Fact]
    public void A_word_tells_where_its_request_would_have_written_it()
    {
        var bytes = new byte[64];
        WrittenBytes.Fill(11, 4, 8192, bytes);
        for (var i = 0; i < 64; i += 8)
            Assert.Equal(8192ul + (ulong)i, WrittenBytes.PlaceOf(11, 4, bytes.AsSpan(i, 8)));
        Assert.NotEqual(8192ul, WrittenBytes.PlaceOf(11, 5, bytes));
        Assert.NotEqual(8192ul, WrittenBytes.PlaceOf(12, 4, bytes));
    }

    [Fact]
    public void A_negative_place_or_request_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => WrittenBytes.Fill(1, 0, -1, new byte[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => WrittenBytes.Fill(1, -2, 0, new byte[1]));
    }
}
