namespace DmaActors.Framework.Nexus;

/// <summary>The handles that were allocated and not freed, in the order of their allocation.</summary>
internal sealed class LiveHandles
{
    private DmaHandle? oldest;
    private DmaHandle? youngest;

    public int Count { get; private set; }

    public void Add(DmaHandle handle)
    {
        handle.Older = youngest;
        if (youngest is null)
            oldest = handle;
        else
            youngest.Younger = handle;
        youngest = handle;
        Count++;
    }

    /// <summary>Takes out one that is among them.</summary>
    public void Remove(DmaHandle handle)
    {
        if (handle.Older is null)
            oldest = handle.Younger;
        else
            handle.Older.Younger = handle.Younger;
        if (handle.Younger is null)
            youngest = handle.Older;
        else
            handle.Younger.Older = handle.Older;
        handle.Older = handle.Younger = null;
        Count--;
    }

    public void Describe(StateWriter state)
    {
        for (var handle = oldest; handle is not null; handle = handle.Younger)
            state.Write(handle.Name, Describe(handle));
    }

    private static string Describe(DmaHandle handle)
    {
        if (handle.IsParked)
            return "its bind sleeps";
        var mapping = handle.Mapping;
        if (!mapping.IsBound)
            return "not bound";
        var what = handle.BoundBuf?.Name ?? "memory";
        var window = mapping.WindowCount > 1 ? $", window {mapping.Window.Offset} + {mapping.Window.Length}" : "";
        return $"{what}, {mapping.Length} bytes{window} in {mapping.Cookies.Length} cookie(s){(handle.IsFaulty ? ", faulty" : "")}";
    }
}
