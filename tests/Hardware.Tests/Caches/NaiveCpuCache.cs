namespace DmaActors.Hardware.Tests.Caches;

/// <summary>The processor's cache, byte by byte: each set a list of lines, the one used last at its end.</summary>
internal sealed class NaiveCpuCache(CacheGeometry geometry, ulong installed, Func<int, int>? chooseVictim)
{
    private readonly List<Line>[] sets = [.. Enumerable.Range(0, geometry.Sets).Select(_ => new List<Line>())];

    /// <summary>What is not zero in memory.</summary>
    public Dictionary<ulong, byte> Memory { get; } = [];

    /// <summary>The first addresses of pages that are not cached.</summary>
    public HashSet<ulong> Uncached { get; } = [];

    public byte InMemory(ulong at) => at < installed ? Memory.GetValueOrDefault(at) : (byte)0xFF;

    public byte Read(ulong at) => at >= installed || IsUncached(at) ? InMemory(at) : Touch(at).Bytes[at % (ulong)geometry.LineBytes];

    public void Write(ulong at, byte value)
    {
        if (at >= installed)
            return;
        if (IsUncached(at))
        {
            Memory[at] = value;
            return;
        }

        var line = Touch(at);
        line.Bytes[at % (ulong)geometry.LineBytes] = value;
        line.IsDirty = true;
    }

    public void Maintain(ulong at, ulong length, bool writeBack, bool invalidate)
    {
        foreach (var line in sets.SelectMany(set => set).Where(HasByteOfRange).ToArray())
        {
            if (writeBack)
                Store(line);
            if (invalidate)
                SetOf(line.Start).Remove(line);
        }

        bool HasByteOfRange(Line line) =>
            Enumerable.Range(0, geometry.LineBytes).Select(i => line.Start + (ulong)i).Any(place => place >= at && place - at < length);
    }

    private bool IsUncached(ulong at) => Uncached.Contains(at - (at % 4096));

    private List<Line> SetOf(ulong at) => sets[(int)(at / (ulong)geometry.LineBytes % (ulong)geometry.Sets)];

    private Line Touch(ulong at)
    {
        var set = SetOf(at);
        var start = at - (at % (ulong)geometry.LineBytes);
        var line = set.Find(candidate => candidate.Start == start);
        if (line is null)
        {
            if (set.Count == geometry.Ways)
            {
                var victim = set[geometry.Ways > 1 && chooseVictim is not null ? chooseVictim(geometry.Ways) : 0];
                Store(victim);
                set.Remove(victim);
            }

            line = new Line(start, [.. Enumerable.Range(0, geometry.LineBytes).Select(i => InMemory(start + (ulong)i))]);
        }

        set.Remove(line);
        set.Add(line);
        return line;
    }

    private void Store(Line line)
    {
        if (!line.IsDirty)
            return;
        for (var i = 0; i < geometry.LineBytes; i++)
            Memory[line.Start + (ulong)i] = line.Bytes[i];
        line.IsDirty = false;
    }

    private sealed class Line(ulong start, byte[] bytes)
    {
        public ulong Start { get; } = start;

        public byte[] Bytes { get; } = bytes;

        public bool IsDirty { get; set; }
    }
}
