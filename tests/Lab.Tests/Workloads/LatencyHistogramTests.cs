using DmaActors.Lab.Workloads;

namespace DmaActors.Lab.Tests.Workloads;

public sealed class LatencyHistogramTests
{
    private static readonly int[] Parts = [0, 1, 25_000, 50_000, 90_000, 99_000, 99_900, 99_990, 99_999, 100_000];

    [Theory]
    [InlineData(1, 1 << 10)]
    [InlineData(2, 1 << 20)]
    [InlineData(1000, 1L << 33)]
    [InlineData(100_000, 1L << 42)]
    [InlineData(5000, long.MaxValue)]
    public void Percentiles_are_those_of_the_sorted_values_to_one_part_in_1024(int count, long bound)
    {
        var random = new SplitMix64((ulong)count);
        var histogram = new LatencyHistogram();
        var values = new long[count];
        UInt128 sum = 0;
        for (var i = 0; i < count; i++)
        {
            // Over all magnitudes alike, as latencies are, not only the largest.
            values[i] = (long)random.Below(1 + ((ulong)(bound - 1) >> (int)random.Below(20)));
            histogram.Add(values[i]);
            sum += (ulong)values[i];
        }

        Array.Sort(values);
        foreach (var part in Parts)
        {
            var exact = values[Math.Max(1, (int)(((long)count * part + 99_999) / 100_000)) - 1];
            Assert.InRange(histogram.At(part), exact, exact + (exact >> 10));
        }

        Assert.Equal((count, values[0], values[^1], (long)(sum / (UInt128)count)), (histogram.Count, histogram.Min, histogram.Max, histogram.Mean));
        Assert.Equal(values[^1], histogram.At(100_000));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(LatencyHistogram.ExactBelow - 1)]
    [InlineData(LatencyHistogram.ExactBelow)]
    [InlineData(LatencyHistogram.ExactBelow + 1)]
    [InlineData((1L << 40) - 1)]
    [InlineData(1L << 40)]
    [InlineData(long.MaxValue)]
    public void A_single_value_is_every_percentile(long value)
    {
        var histogram = new LatencyHistogram();
        histogram.Add(value);
        Assert.All(Parts, part => Assert.Equal(value, histogram.At(part)));
    }

    [Fact]
    public void Small_values_are_exact()
    {
        var histogram = new LatencyHistogram();
        for (var value = 0; value < LatencyHistogram.ExactBelow; value++)
            histogram.Add(value);
        for (var part = 0; part <= 100_000; part += 97)
            Assert.Equal(Math.Max(1, ((LatencyHistogram.ExactBelow * part) + 99_999) / 100_000) - 1, histogram.At(part));
    }

    [Fact]
    public void Merging_gives_what_counting_together_gives()
    {
        var random = new SplitMix64(3);
        var (together, first, second) = (new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram());
        for (var i = 0; i < 10_000; i++)
        {
            var value = 10_000 - i + (long)(random.Next() >> (int)(2 + random.Below(60))); // the smallest comes last, into the second
            together.Add(value);
            (i % 3 == 1 ? first : second).Add(value);
        }

        Assert.True(second.Min < first.Min);
        first.Add(second);
        first.Add(new LatencyHistogram());
        Assert.Equal((together.Count, together.Min, together.Max, together.Mean), (first.Count, first.Min, first.Max, first.Mean));
        Assert.All(Parts, part => Assert.Equal(together.At(part), first.At(part)));
        var empty = new LatencyHistogram();
        empty.Add(together);
        Assert.All(Parts, part => Assert.Equal(together.At(part), empty.At(part)));
        Assert.Equal(together.Min, empty.Min);
    }

    [Fact]
    public void Without_values_everything_is_zero()
    {
        var histogram = new LatencyHistogram();
        Assert.Equal((0, 0, 0, 0, 0), (histogram.Count, histogram.Min, histogram.Max, histogram.Mean, histogram.At(50_000)));
    }

    [Fact]
    public void A_negative_value_and_a_part_beyond_all_are_refused()
    {
        var histogram = new LatencyHistogram();
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.Add(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.At(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.At(100_001));
    }
}
