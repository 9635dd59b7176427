namespace DmaActors.Verifier.Handles;

/// <summary>What a rule about handles knows of each: whether it exists, and whether it is bound. Never iterated.</summary>
internal sealed class HandleStates
{
    // Handles that were freed are not in here: a driver may take a handle a request.
    private readonly Dictionary<DmaHandle, HandleState> known = [];

    // A driver takes cookie after cookie of one handle.
    private DmaHandle? latest;
    private HandleState latestState;

    public HandleState this[DmaHandle handle]
    {
        get
        {
            if (handle == latest)
                return latestState;
            latest = handle;
            return latestState = known.GetValueOrDefault(handle);
        }

        set
        {
            latest = handle;
            latestState = value;
            if (value == HandleState.Gone)
                known.Remove(handle);
            else
                known[handle] = value;
        }
    }

    public void Clear()
    {
        known.Clear();
        latest = null;
        latestState = default;
    }
}

/// <summary>What a handle is.</summary>
internal enum HandleState : byte
{
    /// <summary>Freed.</summary>
    Gone,

    Unbound,

    Bound,
}
