using DmaActors.Lab.Inputs;

namespace DmaActors.Lab.Workloads;

/// <summary>A workload that is made up from a seed: the same mix, seed and limits give the same plan everywhere.</summary>
internal sealed record SyntheticMix
{
    /// <summary>Reads, writes and trims together; opens, closes and syncs come on top.</summary>
    public int Requests { get; init; } = 1000;

    public int ReadPercent { get; init; } = 50;

    /// <summary>What is neither read nor trim is a write.</summary>
    public int TrimPercent { get; init; }

    /// <summary>How many go to a random place; the others go on where the last request to the file ended, and from the start again at its end.</summary>
    public int RandomPercent { get; init; } = 100;

    public IReadOnlyList<SizeWeight> Sizes { get; init; } = [new(4096, 1)];

    /// <summary>Random places are multiples of this.</summary>
    public int AlignmentBytes { get; init; } = 4096;

    /// <summary>A sync after this many requests to a file; 0: none.</summary>
    public int SyncEvery { get; init; }

    /// <summary>Each is a disk of its own, <c>disk0</c>, <c>disk1</c>, ...; each request goes to one of them, every one equally likely.</summary>
    public int Files { get; init; } = 1;

    /// <summary>From the time stamp of one request to that of the next, in nanoseconds; 0: no time stamps.</summary>
    public long IntervalNs { get; init; }

    /// <summary>The most requests of a mix: each may bring a sync along.</summary>
    public static int MostRequests(IoLimits limits) => limits.Requests / 2;

    /// <summary>All that is wrong with the mix for disks of <see cref="IoLimits.DiskBytes"/>; file and line are left for the caller, who knows where the mix was written down.</summary>
    public IReadOnlyList<InputError> Problems(IoLimits limits)
    {
        var problems = new List<InputError>();
        var sector = limits.SectorBytes;
        Within(problems, "requests", Requests, 1, MostRequests(limits));
        Within(problems, "readPercent", ReadPercent, 0, 100);
        Within(problems, "trimPercent", TrimPercent, 0, 100);
        if (ReadPercent + (long)TrimPercent > 100 && problems.Count == 0)
            problems.Add(InputError.OfFile("", "trimPercent", $"{ReadPercent} percent reads and {TrimPercent} percent trims are more than all", "at most 100 together"));
        Within(problems, "randomPercent", RandomPercent, 0, 100);
        Within(problems, "syncEvery", SyncEvery, 0, int.MaxValue);
        Within(problems, "files", Files, 1, limits.Files);
        Within(problems, "interval", IntervalNs, 0, IoLimits.MaximumMicroseconds * 1000 / Math.Max(1, Requests));
        if (AlignmentBytes <= 0 || AlignmentBytes % sector != 0)
            problems.Add(InputError.OfFile("", "alignment", $"{AlignmentBytes} is not a multiple of {sector}", $"a multiple of the sector size, at least {sector}"));
        if (Sizes.Count == 0)
            problems.Add(InputError.OfFile("", "sizes", "there are no sizes", "at least one size with its weight"));
        var largest = Math.Min(limits.TransferBytes, DiskBytes(limits));
        foreach (var (bytes, weight) in Sizes)
        {
            if (bytes <= 0 || bytes % sector != 0)
                problems.Add(InputError.OfFile("", "sizes", $"{bytes} is not a multiple of {sector}", $"a multiple of the sector size, at least {sector}"));
            else if (bytes > largest)
                problems.Add(InputError.OfFile("", "sizes", $"{bytes} is more than one request can move here", $"at most {largest}"));
            Within(problems, "sizes", weight, 1, 1_000_000);
        }

        return problems;
    }

    /// <summary>Makes the plan.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="limits">The disks; their size must be given.</param>
    /// <exception cref="ArgumentException">The mix has <see cref="Problems"/>.</exception>
    public IoPlan Generate(ulong seed, IoLimits limits)
    {
        if (Problems(limits) is [var first, ..])
            throw new ArgumentException($"{first.Key}: {first.Message}", nameof(limits));
        var random = new SplitMix64(SplitMix64.Mix(seed ^ 0x6D69786564));
        var plan = new IoPlan.Builder("synthetic");
        plan.Expect(Requests);
        for (var file = 0; file < Files; file++)
            plan.Add(plan.AddFile($"disk{file}"), IoKind.Open, 0, 0, Due(0), 0);
        var positions = new long[Files];
        var sinceSync = new int[Files];
        for (var i = 0; i < Requests; i++)
        {
            var file = (int)random.Below((ulong)Files);
            var length = Size(ref random);
            var kind = Kind(ref random);
            var offset = Place(ref random, positions[file], length, DiskBytes(limits));
            positions[file] = offset + length;
            plan.Add(file, kind, offset, length, Due(i), 0);
            if (++sinceSync[file] == SyncEvery)
            {
                plan.Add(file, IoKind.Sync, 0, 0, Due(i), 0);
                sinceSync[file] = 0;
            }
        }

        for (var file = 0; file < Files; file++)
            plan.Add(file, IoKind.Close, 0, 0, Due(Requests - 1), 0);
        return plan.Build();
    }

    private static long DiskBytes(IoLimits limits) =>
        limits.DiskBytes ?? throw new ArgumentException("a mix needs to know how large the disks are", nameof(limits));

    private static void Within(List<InputError> problems, string key, long value, long low, long high)
    {
        if (value < low || value > high)
            problems.Add(InputError.OfFile("", key, $"{value} is out of range", $"from {low} to {high}"));
    }

    private long? Due(int request) => IntervalNs == 0 ? null : request * IntervalNs;

    private int Size(ref SplitMix64 random)
    {
        var total = 0L;
        foreach (var size in Sizes)
            total += size.Weight;
        var pick = (long)random.Below((ulong)total);
        foreach (var size in Sizes)
        {
            pick -= size.Weight;
            if (pick < 0)
                return size.Bytes;
        }

        throw new InvalidOperationException("a pick below the sum of the weights lies in one of them");
    }

    private IoKind Kind(ref SplitMix64 random)
    {
        var pick = (int)random.Below(100);
        return pick < ReadPercent ? IoKind.Read : pick < ReadPercent + TrimPercent ? IoKind.Trim : IoKind.Write;
    }

    private long Place(ref SplitMix64 random, long position, int length, long diskBytes)
    {
        var isRandom = (int)random.Below(100) < RandomPercent;
        var places = (ulong)((diskBytes - length) / AlignmentBytes) + 1;
        if (isRandom)
            return (long)random.Below(places) * AlignmentBytes;
        return position <= diskBytes - length ? position : 0;
    }
}

/// <summary>A request size and how often it is drawn, relative to the others.</summary>
/// <param name="Bytes">A multiple of the sector size.</param>
/// <param name="Weight">From 1 on.</param>
internal readonly record struct SizeWeight(int Bytes, int Weight);
