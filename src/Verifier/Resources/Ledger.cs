namespace DmaActors.Verifier.Resources;

/// <summary>What one instance holds.</summary>
internal sealed class Ledger
{
    // Few each: an instance has a handle or two, and a timeout of each name.
    private readonly List<DmaHandle> handles = new(1);
    private readonly List<Line> lines = new(2);

    /// <summary>The handles, the one allocated first before the others.</summary>
    public IReadOnlyList<DmaHandle> Handles => handles;

    /// <summary>All else, by kind and name.</summary>
    public IReadOnlyList<Line> Lines
    {
        get
        {
            lines.Sort(InOrder);
            return lines;
        }
    }

    public void Add(DmaHandle handle) => handles.Add(handle);

    public void Remove(DmaHandle handle)
    {
        if (handles.LastIndexOf(handle) is var index and >= 0)
            handles.RemoveAt(index);
    }

    public void Change(ResourceKind kind, string? name, int change)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.Kind != kind || line.Name != name)
                continue;
            lines[i] = line with { Count = line.Count + change };
            return;
        }

        lines.Add(new Line(kind, name, change));
    }

    public void Clear()
    {
        handles.Clear();
        lines.Clear();
    }

    private static int InOrder(Line left, Line right) =>
        left.Kind == right.Kind ? string.CompareOrdinal(left.Name, right.Name) : ((int)left.Kind).CompareTo((int)right.Kind);

    /// <summary>How many of a kind are held.</summary>
    public readonly record struct Line(ResourceKind Kind, string? Name, int Count);
}
