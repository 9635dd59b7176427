namespace DmaActors.Lab.Workloads;

/// <summary>All requests of a run, in order, and the files that they name: what an I/O log says, or what a <see cref="SyntheticMix"/> made up.</summary>
internal sealed class IoPlan
{
    private readonly IoRequest[] requests;

    private IoPlan(string source, IoRequest[] requests, IReadOnlyList<IoFile> files, bool hasTimes, int backwardTimes, IoTotals totals)
    {
        Source = source;
        this.requests = requests;
        Files = files;
        HasTimes = hasTimes;
        BackwardTimes = backwardTimes;
        Totals = totals;
    }

    /// <summary>The log as the user named it, or "synthetic".</summary>
    public string Source { get; }

    public IReadOnlyList<IoFile> Files { get; }

    /// <summary>Whether requests carry the times at which they were issued (version 3 logs do).</summary>
    public bool HasTimes { get; }

    /// <summary>How many time stamps of the log were lower than one before them. Such a request is due with the one before it.</summary>
    public int BackwardTimes { get; }

    public IoTotals Totals { get; }

    public int Count => requests.Length;

    /// <summary>In the order of their ordinals, which are their indexes unless requests were left out.</summary>
    public ReadOnlySpan<IoRequest> Requests => requests;

    public ref readonly IoRequest this[int index] => ref requests[index];

    /// <summary>Some of the requests, on some of the files. They keep their ordinals, and so what they write.</summary>
    /// <param name="kept">Indexes of those that stay, in ascending order, each with its length, which may be shorter. Requests of files that go, go.</param>
    /// <param name="files">Indexes of the files that stay, in ascending order.</param>
    public IoPlan Take(IReadOnlyList<(int Index, long Length)> kept, List<int> files)
    {
        var some = new List<IoRequest>(kept.Count);
        var sums = default(IoTotals);
        foreach (var (index, length) in kept)
        {
            var request = requests[index];
            var file = request.File == IoRequest.NoFile ? IoRequest.NoFile : files.IndexOf(request.File);
            if (file < 0 && request.File != IoRequest.NoFile)
                continue;
            request = request with { File = file, Length = length };
            some.Add(request);
            sums.Count(request);
        }

        return new IoPlan(Source, [.. some], [.. files.Where(file => file < Files.Count).Select(file => Files[file])], HasTimes, BackwardTimes, sums);
    }

    /// <summary>Collects requests in order and gives them their ordinals.</summary>
    internal sealed class Builder(string source)
    {
        private readonly List<string> names = [];
        private readonly List<long> requiredBytes = [];
        private readonly List<bool> open = [];
        private readonly List<IoRequest> requests = [];
        private long lastDueNs;
        private int backwardTimes;
        private bool hasTimes;
        private IoTotals totals;

        public int Count => requests.Count;

        public int FileCount => names.Count;

        public void Expect(int requestCount) => requests.EnsureCapacity(requestCount);

        public int AddFile(string name)
        {
            names.Add(name);
            requiredBytes.Add(0);
            open.Add(false);
            return names.Count - 1;
        }

        public bool IsOpen(int file) => open[file];

        /// <summary>Appends a request; <paramref name="dueNs"/> null means "no time stamp".</summary>
        public void Add(int file, IoKind kind, long offset, long length, long? dueNs, int line)
        {
            if (dueNs is { } due)
            {
                hasTimes = true;
                if (due < lastDueNs)
                    backwardTimes++;
                else
                    lastDueNs = due;
            }

            var request = new IoRequest(requests.Count, file, kind, offset, length, lastDueNs, line);
            requests.Add(request);
            totals.Count(request);
            if (kind is IoKind.Open or IoKind.Close)
                open[file] = kind == IoKind.Open;
            if (request.IsTransfer || request.Changes)
                requiredBytes[file] = Math.Max(requiredBytes[file], request.End);
        }

        public IoPlan Build()
        {
            var files = new IoFile[names.Count];
            for (var i = 0; i < files.Length; i++)
                files[i] = new IoFile(names[i], requiredBytes[i], open[i]);
            return new IoPlan(source, requests.ToArray(), files, hasTimes, backwardTimes, totals);
        }
    }
}
