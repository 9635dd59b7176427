using System.Numerics;

namespace DmaActors.Lab.Workloads;

/// <summary>
/// Counts of durations in nanoseconds, in log-linear buckets: exact up to <see cref="ExactBelow"/>, above that 1,024 buckets for every power of two, so that a value is known
/// to one part in 1,024 (three significant digits) however large it is. Memory grows with the largest value, about 8 KiB for each power of two, and not with the number of values.
/// </summary>
internal sealed class LatencyHistogram
{
    /// <summary>Values below this have a bucket of their own.</summary>
    public const long ExactBelow = 2 * BucketsPerDoubling;

    private const int PrecisionBits = 10;
    private const int BucketsPerDoubling = 1 << PrecisionBits;

    private long[] counts = new long[ExactBelow];
    private UInt128 sum;

    public long Count { get; private set; }

    /// <summary>The smallest value, exact; 0 if there is none.</summary>
    public long Min { get; private set; }

    /// <summary>The largest value, exact; 0 if there is none.</summary>
    public long Max { get; private set; }

    /// <summary>The mean, exact, rounded down; 0 if there is no value.</summary>
    public long Mean => Count == 0 ? 0 : (long)(sum / (UInt128)Count);

    public void Add(long nanoseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nanoseconds);
        var bucket = BucketOf(nanoseconds);
        Reserve(bucket);
        counts[bucket]++;
        sum += (ulong)nanoseconds;
        Min = Count == 0 ? nanoseconds : Math.Min(Min, nanoseconds);
        Max = Math.Max(Max, nanoseconds);
        Count++;
    }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        if (Count > 0)
            Array.Clear(counts, BucketOf(Min), BucketOf(Max) - BucketOf(Min) + 1);
        (Count, Min, Max, sum) = (0, 0, 0, 0);
    }

    /// <summary>Adds all that <paramref name="other"/> has counted: as if its values had been added here.</summary>
    public void Add(LatencyHistogram other)
    {
        if (other.Count == 0)
            return;
        Reserve(BucketOf(other.Max));
        for (var i = 0; i <= BucketOf(other.Max); i++)
            counts[i] += other.counts[i];
        sum += other.sum;
        Min = Count == 0 ? other.Min : Math.Min(Min, other.Min);
        Max = Math.Max(Max, other.Max);
        Count += other.Count;
    }

    /// <summary>
    /// The value that at least the given part of all values does not exceed: of n sorted values the one with rank ceil(n * part). Never below the true one, and above it by less than one part in
    /// 1,024; never above <see cref="Max"/>.
    /// </summary>
    /// <param name="perHundredThousand">The part: 50,000 is the median, 99,999 is p99999. From 0 (the smallest value's bucket) to 100,000 (the largest value).</param>
    /// <returns>0 if there is no value.</returns>
    public long At(int perHundredThousand)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(perHundredThousand);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(perHundredThousand, 100_000);
        var rank = (long)((((UInt128)Count * (uint)perHundredThousand) + 99_999) / 100_000);
        var seen = 0L;
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            seen += counts[bucket];
            if (seen >= Math.Max(rank, 1))
                return Math.Min(HighestOf(bucket), Max);
        }

        return Max;
    }

    private static int BucketOf(long value)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)value) - PrecisionBits);
        return (shift * BucketsPerDoubling) + (int)(value >> shift);
    }

    /// <summary>The largest value that falls into the bucket.</summary>
    private static long HighestOf(int bucket)
    {
        var shift = Math.Max(0, (bucket / BucketsPerDoubling) - 1);
        var mantissa = (ulong)(bucket - (shift * BucketsPerDoubling));
        return (long)(((mantissa + 1) << shift) - 1);
    }

    private void Reserve(int bucket)
    {
        if (bucket >= counts.Length)
            Array.Resize(ref counts, ((bucket / BucketsPerDoubling) + 1) * BucketsPerDoubling);
    }
}
