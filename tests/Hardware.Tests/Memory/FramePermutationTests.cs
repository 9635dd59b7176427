using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Tests.Memory;

public sealed class FramePermutationTests
{
    [Fact]
    public void Every_number_has_exactly_one_place_whatever_the_count()
    {
        foreach (var count in Enumerable.Range(1, 300).Append(4095).Append(4096).Append(4097))
        {
            var permutation = new FramePermutation((ulong)count, (ulong)count * 3);
            var seen = new bool[count];
            for (var i = 0UL; i < (ulong)count; i++)
            {
                var number = permutation.At(i);
                Assert.False(seen[number]);
                seen[number] = true;
                Assert.Equal(i, permutation.IndexOf(number));
            }
        }
    }

    [Theory]
    [InlineData(1UL << 28)]
    [InlineData((1UL << 28) + 1)]
    [InlineData((1UL << 52) - 1)]
    [InlineData(1UL << 62)]
    public void It_can_be_undone_for_large_counts(ulong count)
    {
        var permutation = new FramePermutation(count, 5);
        var random = new TrialRandom(1);
        for (var i = 0; i < 1000; i++)
        {
            var index = random.Next() % count;
            Assert.InRange(permutation.At(index), 0UL, count - 1);
            Assert.Equal(index, permutation.IndexOf(permutation.At(index)));
        }
    }

    private static readonly ulong[] GoldenOrder = [499509, 360256, 406476, 754349, 778872, 839626, 155581, 350740];

    [Fact]
    public void The_order_is_the_same_for_ever()
    {
        var permutation = new FramePermutation(1_000_000, 1);
        Assert.Equal(GoldenOrder, Enumerable.Range(0, 8).Select(i => permutation.At((ulong)i)));
    }

    [Fact]
    public void Another_seed_gives_another_order()
    {
        var (one, two) = (new FramePermutation(1 << 20, 1), new FramePermutation(1 << 20, 2));
        // Two random orders agree at one of 1,000 places with a chance of 1,000 / 2^20, at three with less than 2 in 10^10.
        Assert.InRange(Enumerable.Range(0, 1000).Count(i => one.At((ulong)i) == two.At((ulong)i)), 0, 2);
    }

    [Theory]
    [InlineData(255)]
    [InlineData(4095)]
    [InlineData(8191)]
    public void Neighbours_in_the_order_are_neighbours_in_memory_no_more_often_than_by_chance(int count)
    {
        var met = 0;
        for (var seed = 0UL; seed < 1000; seed++)
        {
            var permutation = new FramePermutation((ulong)count, seed);
            for (var i = 0UL; i < 200; i++)
                met += Math.Abs((long)permutation.At(i) - (long)permutation.At(i + 1)) == 1 ? 1 : 0;
        }

        // By chance 400,000 / count times, with a deviation of its square root: at 8,191 that is 49 and 7.
        var expected = 400_000.0 / count;
        Assert.InRange(met, expected - 6 * Math.Sqrt(expected), expected * 1.25 + 6 * Math.Sqrt(expected));
    }

    [Fact]
    public void Neighbours_in_the_order_lie_all_over_the_range()
    {
        var permutation = new FramePermutation(1 << 20, 1);
        var eighths = new int[8];
        for (var i = 0UL; i < 8000; i++)
            eighths[permutation.At(i) >> 17]++;
        // Each is 1,000 with a deviation of 30: seven deviations, one in 10^11 by chance.
        Assert.All(eighths, n => Assert.InRange(n, 790, 1210));
    }
}
