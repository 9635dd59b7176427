using System.Runtime.InteropServices;

namespace DmaActors.Lab.Workloads;

/// <summary>One request of a plan.</summary>
/// <param name="Ordinal">Its place in the plan, from 0; also its name in reports and the number that its bytes are made from.</param>
/// <param name="File">Index in <see cref="IoPlan.Files"/>; <see cref="NoFile"/> for a wait.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Offset">First byte on the media. 0 if the kind has no range; the delay in nanoseconds if it is a wait (<see cref="WaitNs"/>).</param>
/// <param name="Length">Bytes; 0 if the kind has no range. At most <see cref="IoLimits.TransferBytes"/> for a read or write, any length for a trim.</param>
/// <param name="DueNs">Nanoseconds after the first line of the log; 0 throughout if the log has no time stamps. Never falls from one request to the next.</param>
/// <param name="Line">Line in the log, from 1; 0 if it came from a generator.</param>
[StructLayout(LayoutKind.Auto)] // 40 bytes, not 48
internal readonly record struct IoRequest(int Ordinal, int File, IoKind Kind, long Offset, long Length, long DueNs, int Line)
{
    /// <summary>The file index of requests that belong to no file.</summary>
    public const int NoFile = -1;

    /// <summary>The first byte after the range.</summary>
    public long End => Kind == IoKind.Wait ? 0 : Offset + Length;

    /// <summary>How long a wait lasts; 0 for all other kinds.</summary>
    public long WaitNs => Kind == IoKind.Wait ? Offset : 0;

    /// <summary>Whether it moves bytes by DMA.</summary>
    public bool IsTransfer => Kind is IoKind.Read or IoKind.Write;

    /// <summary>Whether the media is different afterwards.</summary>
    public bool Changes => Kind is IoKind.Write or IoKind.Trim;

    /// <summary>Whether it stands alone on its file: all that came before has ended when it starts, and it has ended before anything after it starts.</summary>
    public bool IsBarrier => Kind is IoKind.Sync or IoKind.DataSync or IoKind.Open or IoKind.Close;

    /// <summary>Whether the two may be in flight together without the outcome depending on which one is faster.</summary>
    public bool Conflicts(in IoRequest other) =>
        File == other.File
        && (IsBarrier || other.IsBarrier || ((Changes || other.Changes) && Overlaps(other)));

    /// <summary>Whether the two name a common byte.</summary>
    public bool Overlaps(in IoRequest other) => File == other.File && Offset < other.End && other.Offset < End;
}
