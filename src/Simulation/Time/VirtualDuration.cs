using System.Globalization;

namespace DmaActors.Simulation;

/// <summary>A span of virtual time in nanoseconds. <c>default</c> is none.</summary>
public readonly record struct VirtualDuration(long Nanoseconds) : IComparable<VirtualDuration>, IDigestible
{
    public static VirtualDuration FromMicroseconds(long microseconds) => new(microseconds * 1_000);

    public static VirtualDuration FromMilliseconds(long milliseconds) => new(milliseconds * 1_000_000);

    public static VirtualDuration FromSeconds(long seconds) => new(seconds * 1_000_000_000);

    public static VirtualDuration operator +(VirtualDuration left, VirtualDuration right) => new(left.Nanoseconds + right.Nanoseconds);

    public int CompareTo(VirtualDuration other) => Nanoseconds.CompareTo(other.Nanoseconds);

    public void Digest(ref TraceDigest digest) => digest.Add(Nanoseconds);

    /// <summary>In the largest unit that keeps three decimals exact enough to read: <c>12ns</c>, <c>3.25us</c>, <c>1.5s</c>.</summary>
    public override string ToString()
    {
        var (divisor, unit) = Math.Abs(Nanoseconds) switch
        {
            < 1_000 => (1m, "ns"),
            < 1_000_000 => (1_000m, "us"),
            < 1_000_000_000 => (1_000_000m, "ms"),
            _ => (1_000_000_000m, "s"),
        };
        return (Nanoseconds / divisor).ToString("0.###", CultureInfo.InvariantCulture) + unit;
    }
}
