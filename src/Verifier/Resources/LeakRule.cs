namespace DmaActors.Verifier.Resources;

/// <summary>What an instance took it has given back when detach returns SUCCESS.</summary>
internal sealed class LeakRule : Rule
{
    private readonly Dictionary<DmaHandle, bool> handles = [];
    private readonly Dictionary<DriverInstance, SortedDictionary<string, int>> resources = [];

    public override RuleInfo Info { get; } = new(
        "DMA030",
        "resources not back at the end",
        "Writing Device Drivers, chapter 9, Freeing the DMA Handle, and detach(9E): nothing that the instance allocated may remain",
        "give back in detach what attach took, in the opposite order");

    protected override void OnHandleAllocated(DmaHandle handle) => handles[handle] = false;

    protected override void OnHandleBound(DmaHandle handle) => handles[handle] = true;

    protected override void OnHandleUnbound(DmaHandle handle)
    {
        if (handles.ContainsKey(handle))
            handles[handle] = false;
    }

    protected override void OnHandleFreed(DmaHandle handle) => handles.Remove(handle);

    protected override void OnResource(DriverInstance instance, string kind, int change)
    {
        if (!resources.TryGetValue(instance, out var counts))
            resources.Add(instance, counts = new SortedDictionary<string, int>(StringComparer.Ordinal));
        counts[kind] = counts.GetValueOrDefault(kind) + change;
    }

    protected override void OnDetached(DriverInstance instance)
    {
        foreach (var handle in handles.Keys.Where(handle => handle.Name.StartsWith(instance.Name + "/", StringComparison.Ordinal)).OrderBy(handle => handle.Name, StringComparer.Ordinal).ToList())
        {
            Report(instance.Name, $"{handle.Name} was {(handles[handle] ? "still bound" : "not freed")} when {instance.Name} had detached");
            handles.Remove(handle);
        }

        if (!resources.Remove(instance, out var counts))
            return;
        foreach (var (kind, count) in counts)
        {
            if (count != 0)
                Report(instance.Name, $"{count} {kind}(s) of {instance.Name} remained when it had detached");
        }
    }
}
