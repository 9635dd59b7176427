namespace DmaActors.Hardware.Tests.Caches;

/// <summary>The streaming cache, byte by byte: a list of lines, the one used last at its end.</summary>
internal sealed class NaiveStreamingCache(int lineCount, int pageBytes)
{
    private const int LineBytes = 64;

    // In the order of their last use, or of the flush that they leave by.
    private readonly List<Line> lines = [];
    private readonly List<ulong> flags = [];

    /// <summary>What is not zero in memory.</summary>
    public Dictionary<ulong, byte> Memory { get; } = [];

    public bool IsFlushing => flags.Count > 0 || lines.Exists(line => line.IsLeaving);

    public void Write(ulong at, ulong to, int context, byte value)
    {
        var line = lines.Find(candidate => candidate.Start == Start(at));
        if (line is not null && (line.IsLeaving || line.IsPrefetched))
            Release(line);
        if (line is null || !lines.Contains(line))
            line = Take(at, to, context);
        line.Written[at % LineBytes] = value;
        Touch(line);
    }

    public byte Read(ulong at, ulong from, int context)
    {
        var line = lines.Find(candidate => candidate.Start == Start(at));
        if (line is { IsPrefetched: false })
            Release(line);
        if (line is null || !lines.Contains(line))
        {
            line = Take(at, from, context);
            line.Prefetched = [.. Enumerable.Range(0, LineBytes).Select(i => Memory.GetValueOrDefault(line.Memory + (ulong)i))];
        }

        Touch(line);
        return line.Prefetched![at % LineBytes];
    }

    public void Flush(ulong at, ulong length)
    {
        if (length > 0)
            Leave(line => line.Start / (ulong)pageBytes >= at / (ulong)pageBytes && line.Start / (ulong)pageBytes <= (at + (length - 1)) / (ulong)pageBytes);
    }

    public void FlushContext(int context) => Leave(line => line.Context == context);

    public void RequestFlag(ulong flag) => flags.Add(flag);

    public void CompleteFlush()
    {
        foreach (var line in lines.Where(line => line.IsLeaving).ToArray())
            Release(line);
        foreach (var flag in flags)
        {
            for (var i = 0UL; i < 8; i++)
                Memory[flag + i] = i == 0 ? (byte)1 : (byte)0;
        }

        flags.Clear();
    }

    public void Evict(ulong page)
    {
        foreach (var line in lines.Where(line => line.Start / (ulong)pageBytes == page / (ulong)pageBytes).ToArray())
            Release(line);
    }

    private static ulong Start(ulong at) => at - (at % LineBytes);

    // The cache looks at its lines in the order in which they stand in it, not in that of their use.
    private void Leave(Predicate<Line> flushed)
    {
        foreach (var line in lines.Where(line => flushed(line) && !line.IsLeaving).OrderBy(line => line.Slot).ToArray())
        {
            if (line.IsPrefetched)
            {
                lines.Remove(line);
                continue;
            }

            line.IsLeaving = true;
            Touch(line);
        }
    }

    private Line Take(ulong at, ulong there, int context)
    {
        if (lines.Count == lineCount)
            Release(lines[0]);
        var slot = Enumerable.Range(0, lineCount).First(free => !lines.Exists(line => line.Slot == free));
        var taken = new Line(Start(at), Start(there), context, slot);
        lines.Add(taken);
        return taken;
    }

    private void Touch(Line line)
    {
        lines.Remove(line);
        lines.Add(line);
    }

    private void Release(Line line)
    {
        foreach (var (offset, value) in line.Written)
            Memory[line.Memory + offset] = value;
        lines.Remove(line);
    }

    private sealed class Line(ulong start, ulong memory, int context, int slot)
    {
        public ulong Start { get; } = start;

        public ulong Memory { get; } = memory;

        public int Context { get; } = context;

        public int Slot { get; } = slot;

        public Dictionary<ulong, byte> Written { get; } = [];

        public byte[]? Prefetched { get; set; }

        public bool IsPrefetched => Prefetched is not null;

        public bool IsLeaving { get; set; }
    }
}
