using System.Text;

namespace DmaActors.Lab.Workloads;

/// <summary>A file as the parser of a log sees it.</summary>
internal sealed class LogFile(string name, int index)
{
    public string Name { get; } = name;

    /// <summary>Index in the plan.</summary>
    public int Index { get; } = index;

    /// <summary>Named by an <c>add</c> of the recording that is being read.</summary>
    public bool IsAdded { get; set; }

    /// <summary>The line of the open that no close has followed; 0 if it is closed.</summary>
    public int OpenedInLine { get; set; }

    public bool IsOpen => OpenedInLine != 0;
}

/// <summary>The files of a log by name. Names are compared as bytes, and the one that was found last is tried first: most lines name the same file as the line before.</summary>
internal sealed class LogFiles
{
    private readonly List<LogFile> inOrder = [];
    private readonly Dictionary<byte[], LogFile> byName = new(Utf8Names.Instance);
    private byte[] lastName = [];
    private LogFile? last;

    /// <summary>The first file that is open; null if all are closed.</summary>
    public LogFile? FirstOpen => inOrder.Find(file => file.IsOpen);

    public LogFile? Find(ReadOnlySpan<byte> name)
    {
        if (last is not null && name.SequenceEqual(lastName))
            return last;
        if (!byName.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var key, out var file))
            return null;
        lastName = key;
        return last = file;
    }

    public LogFile Add(ReadOnlySpan<byte> name, int index)
    {
        var file = new LogFile(Encoding.UTF8.GetString(name), index);
        inOrder.Add(file);
        byName.Add(name.ToArray(), file);
        return file;
    }

    /// <summary>Another recording begins: it adds and opens its files anew.</summary>
    public void NewRecording()
    {
        foreach (var file in inOrder)
        {
            file.IsAdded = false;
            file.OpenedInLine = 0;
        }
    }

    private sealed class Utf8Names : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly Utf8Names Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = 2166136261u; // FNV-1a
            foreach (var value in alternate)
                hash = unchecked((hash ^ value) * 16777619u);
            return unchecked((int)hash);
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
