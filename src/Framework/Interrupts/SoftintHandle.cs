namespace DmaActors.Framework;

/// <summary>ddi_softint_handle_t: a soft interrupt that was added. Opaque but for its level.</summary>
public sealed class SoftintHandle : IDigestible
{
    /// <summary>DDI_INTR_SOFTPRI_MIN.</summary>
    public const int LowestPriority = 1;

    /// <summary>DDI_INTR_SOFTPRI_MAX.</summary>
    public const int HighestPriority = 9;

    /// <summary>DDI_INTR_SOFTPRI_DEFAULT, for handlers that do not care.</summary>
    public const int DefaultPriority = 1;

    internal SoftintHandle(DriverInstance instance, int ordinal, int priority, Func<object?, DdiTask<DdiIntr>> handler)
    {
        Instance = instance;
        Ordinal = ordinal;
        Priority = priority;
        Handler = handler;
    }

    /// <summary>The level at which its handler runs, 1 to 9 (ddi_intr_get_softint_pri(9F)).</summary>
    public int Priority { get; }

    internal DriverInstance Instance { get; }

    internal int Ordinal { get; }

    internal Func<object?, DdiTask<DdiIntr>> Handler { get; }

    /// <summary>The driver has removed it.</summary>
    internal bool IsRemoved { get; set; }

    public void Digest(ref TraceDigest digest) => digest.Add((long)Ordinal);

    public override string ToString() => $"{Instance.Name}/softint#{Ordinal}";
}
