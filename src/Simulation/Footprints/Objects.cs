namespace DmaActors.Simulation;

/// <summary>The numbers of objects in footprints. Those of memory are addresses, which never have the highest bit.</summary>
internal static class Objects
{
    /// <summary>The bit that tells an object from a byte of memory.</summary>
    public const ulong Mark = 1UL << 63;

    private const ulong WholeActor = 0x57;

    public static ulong Named(string name) => TraceDigest.OfName(name) | Mark;

    /// <summary>All of an actor or context.</summary>
    public static ulong Whole(ulong nameDigest) => TraceDigest.Join(nameDigest, WholeActor) | Mark;

    /// <summary>A part of something with a name.</summary>
    public static ulong Part(ulong nameDigest, ulong part) => TraceDigest.Join(TraceDigest.Join(nameDigest, ~WholeActor), part) | Mark;
}
