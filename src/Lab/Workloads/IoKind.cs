namespace DmaActors.Lab.Workloads;

/// <summary>What a request does. <c>add</c> lines of a log are not requests: they name a file.</summary>
internal enum IoKind : byte
{
    Read,
    Write,

    /// <summary>The range reads as zeroes afterwards.</summary>
    Trim,
    Sync,
    DataSync,

    /// <summary>Nothing behind it is issued before its time is over. It reaches no device.</summary>
    Wait,
    Open,
    Close,
}
