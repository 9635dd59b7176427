using DmaActors.Lab.Workloads;

namespace DmaActors.Lab.Tests.Workloads;

public sealed class SplitMix64Tests
{
    [Fact]
    public void The_sequence_is_the_published_one()
    {
        // The reference sequence for the seed 1234567, as other implementations print it.
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        var random = new SplitMix64(1234567);
        foreach (var number in expected)
            Assert.Equal(number, random.Next());
    }

    [Fact]
    public void Unmixing_undoes_mixing()
    {
        var random = new SplitMix64(1);
        foreach (var edge in (ulong[])[0, 1, ulong.MaxValue, 1ul << 63])
            Assert.Equal(edge, SplitMix64.Unmix(SplitMix64.Mix(edge)));
        for (var i = 0; i < 1000; i++)
        {
            var value = random.Next();
            Assert.Equal(value, SplitMix64.Unmix(SplitMix64.Mix(value)));
        }
    }

    [Theory]
    [InlineData(1ul)]
    [InlineData(2ul)]
    [InlineData(3ul)]
    [InlineData(10ul)]
    [InlineData(1ul << 63)]
    [InlineData((1ul << 63) + 1)]
    [InlineData(ulong.MaxValue)]
    public void A_bounded_number_stays_below_its_bound(ulong bound)
    {
        var random = new SplitMix64(7);
        for (var i = 0; i < 1000; i++)
            Assert.InRange(random.Below(bound), 0ul, bound - 1);
    }

    [Fact]
    public void Every_value_below_a_small_bound_is_equally_likely()
    {
        var random = new SplitMix64(7);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
            counts[random.Below(7)]++;

        // The standard deviation of each count is 93; the seed is fixed, so this does not flicker.
        Assert.All(counts, count => Assert.InRange(count, 10_000 - 400, 10_000 + 400));
    }

    [Fact]
    public void A_bound_of_zero_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SplitMix64(1).Below(0));
    }
}
