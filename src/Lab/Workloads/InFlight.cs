namespace DmaActors.Lab.Workloads;

/// <summary>The requests that were issued and have not ended. Looked through one by one: there are as many as the depth of the queue, not as many as the log has lines.</summary>
internal sealed class InFlight
{
    private readonly List<IoRequest> requests = [];

    public int Count => requests.Count;

    public void Add(in IoRequest request) => requests.Add(request);

    /// <summary>Takes out a request that has ended; false if it was not in flight.</summary>
    public bool Remove(int ordinal)
    {
        for (var at = 0; at < requests.Count; at++)
        {
            if (requests[at].Ordinal != ordinal)
                continue;
            requests[at] = requests[^1]; // their order means nothing
            requests.RemoveAt(requests.Count - 1);
            return true;
        }

        return false;
    }

    /// <summary>A request in flight that <paramref name="request"/> must not run beside; if there are several, any of them.</summary>
    public bool TryFindConflict(in IoRequest request, out IoRequest conflict)
    {
        foreach (var other in requests)
        {
            if (!request.Conflicts(other))
                continue;
            conflict = other;
            return true;
        }

        conflict = default;
        return false;
    }
}
