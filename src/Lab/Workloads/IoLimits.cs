namespace DmaActors.Lab.Workloads;

/// <summary>What a plan must keep to, because the disks that it runs against are what they are.</summary>
internal sealed record IoLimits
{
    /// <summary>The unit that offsets and lengths are multiples of.</summary>
    public int SectorBytes { get; init; } = 512;

    /// <summary>The size of each disk. Null: the disks are made as large as the plan needs, up to <see cref="MaximumDiskBytes"/>.</summary>
    public long? DiskBytes { get; init; }

    /// <summary>The longest read or write: its buffer lies in the memory of the simulated machine.</summary>
    public int TransferBytes { get; init; } = 64 << 20;

    /// <summary>The most requests in a plan: 40 bytes each stay in memory.</summary>
    public int Requests { get; init; } = 50_000_000;

    /// <summary>The most files in a plan: each is a disk.</summary>
    public int Files { get; init; } = 1024;

    /// <summary>The size that no disk exceeds, whatever a log says (16 TiB).</summary>
    public const long MaximumDiskBytes = 1L << 44;

    /// <summary>The longest time that a log can name, in microseconds (146 years), so that nanoseconds fit in 63 bits with room to add.</summary>
    public const long MaximumMicroseconds = (1L << 62) / 1000;
}
