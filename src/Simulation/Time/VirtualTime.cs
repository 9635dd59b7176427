namespace DmaActors.Simulation;

/// <summary>A moment of virtual time: nanoseconds since the world began. <c>default</c> is the beginning.</summary>
public readonly record struct VirtualTime(long Nanoseconds) : IComparable<VirtualTime>, IDigestible
{
    public static VirtualTime operator +(VirtualTime time, VirtualDuration duration) => new(time.Nanoseconds + duration.Nanoseconds);

    public static VirtualDuration operator -(VirtualTime later, VirtualTime earlier) => new(later.Nanoseconds - earlier.Nanoseconds);

    public static bool operator <(VirtualTime left, VirtualTime right) => left.Nanoseconds < right.Nanoseconds;

    public static bool operator >(VirtualTime left, VirtualTime right) => left.Nanoseconds > right.Nanoseconds;

    public static bool operator <=(VirtualTime left, VirtualTime right) => left.Nanoseconds <= right.Nanoseconds;

    public static bool operator >=(VirtualTime left, VirtualTime right) => left.Nanoseconds >= right.Nanoseconds;

    public int CompareTo(VirtualTime other) => Nanoseconds.CompareTo(other.Nanoseconds);

    public void Digest(ref TraceDigest digest) => digest.Add(Nanoseconds);

    public override string ToString() => new VirtualDuration(Nanoseconds).ToString();
}
