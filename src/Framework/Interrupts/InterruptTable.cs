namespace DmaActors.Framework.Interrupts;

/// <summary>The interrupt handlers of one instance, by inumber. An instance without handlers pays nothing.</summary>
internal struct InterruptTable
{
    private Func<DdiTask<DdiIntr>>?[]? handlers;
    private uint enabled;

    public readonly Func<DdiTask<DdiIntr>>? this[int inumber] => handlers?[inumber];

    /// <summary>Whether the controller calls the handler.</summary>
    public readonly bool IsEnabled(int inumber) => (enabled & (1u << inumber)) != 0;

    public void Enable(int inumber, bool value) => enabled = value ? enabled | (1u << inumber) : enabled & ~(1u << inumber);

    /// <summary>False: there is one already, or <paramref name="handler"/> is null and there is none.</summary>
    public bool TrySet(int inumber, Func<DdiTask<DdiIntr>>? handler, int count)
    {
        handlers ??= new Func<DdiTask<DdiIntr>>?[count];
        if (handlers[inumber] is null == handler is null)
            return false;
        handlers[inumber] = handler;
        return true;
    }
}
