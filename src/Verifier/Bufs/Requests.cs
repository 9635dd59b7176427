namespace DmaActors.Verifier.Bufs;

/// <summary>The requests that drivers were given and have not completed.</summary>
internal sealed class Requests
{
    private readonly Dictionary<Buf, Issue> outstanding = [];
    private long issued;

    public void Add(DriverInstance instance, Buf buf) => outstanding[buf] = new Issue(instance, ++issued, WasBound: false);

    public void Clear()
    {
        outstanding.Clear();
        issued = 0;
    }

    /// <summary>DMA resources were allocated for it.</summary>
    public void Bind(Buf buf)
    {
        if (outstanding.TryGetValue(buf, out var issue) && !issue.WasBound)
            outstanding[buf] = issue with { WasBound = true };
    }

    /// <summary>False: it was complete already.</summary>
    public bool Remove(Buf buf) => outstanding.Remove(buf);

    /// <summary>The instance was stopped: those that it had, in the order in which they were issued.</summary>
    public List<Buf> RemoveAllOf(DriverInstance instance)
    {
        List<Buf> all = [.. outstanding.Where(pair => pair.Value.Instance == instance).OrderBy(pair => pair.Value.Ordinal).Select(pair => pair.Key)];
        foreach (var buf in all)
            outstanding.Remove(buf);
        return all;
    }

    /// <summary>
    /// Those with which nothing can happen any more, in the order in which they were issued. Where a context of the instance still waits the run is a deadlock, and who waits for whom
    /// says more.
    /// </summary>
    public IReadOnlyList<(Buf Buf, DriverInstance Instance, bool WasBound)> Dead() =>
        outstanding.Count == 0 ? [] : [.. outstanding.Where(pair => !pair.Value.Instance.Contexts.Any()).OrderBy(pair => pair.Value.Ordinal).Select(pair => (pair.Key, pair.Value.Instance, pair.Value.WasBound))];

    private readonly record struct Issue(DriverInstance Instance, long Ordinal, bool WasBound);
}
