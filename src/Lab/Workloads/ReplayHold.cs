namespace DmaActors.Lab.Workloads;

/// <summary>Why the next request is not issued now.</summary>
internal enum ReplayHold : byte
{
    /// <summary>It was issued.</summary>
    None,

    /// <summary>Its time has not come; see <see cref="ReplayCursor.NextDue"/>.</summary>
    Time,

    /// <summary>As many are in flight as may be.</summary>
    Depth,

    /// <summary>It overlaps one in flight, and at least one of the two changes the media.</summary>
    Overlap,

    /// <summary>It is a sync, datasync, open or close and others of its file are in flight, or the other way round.</summary>
    Barrier,

    /// <summary>All have been issued.</summary>
    End,
}
