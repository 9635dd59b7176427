namespace DmaActors.Lab.Workloads;

/// <summary>The actions of fio's log formats 2 and 3.</summary>
internal enum LogAction : byte
{
    Unknown,
    Add,
    Open,
    Close,
    Read,
    Write,
    Trim,
    Sync,
    DataSync,
    Wait,
}

internal static class LogActions
{
    /// <summary>The words that stand alone after the file name.</summary>
    public const string OfFiles = "add, open or close";

    /// <summary>The words that an offset and a length follow.</summary>
    public const string OfIo = "read, write, trim, sync, datasync or wait";

    public static LogAction Of(ReadOnlySpan<byte> word) => word.Length switch
    {
        3 when word.SequenceEqual("add"u8) => LogAction.Add,
        4 when word.SequenceEqual("read"u8) => LogAction.Read,
        4 when word.SequenceEqual("sync"u8) => LogAction.Sync,
        4 when word.SequenceEqual("trim"u8) => LogAction.Trim,
        4 when word.SequenceEqual("wait"u8) => LogAction.Wait,
        4 when word.SequenceEqual("open"u8) => LogAction.Open,
        5 when word.SequenceEqual("write"u8) => LogAction.Write,
        5 when word.SequenceEqual("close"u8) => LogAction.Close,
        8 when word.SequenceEqual("datasync"u8) => LogAction.DataSync,
        _ => LogAction.Unknown,
    };

    public static bool IsOfFile(this LogAction action) => action is LogAction.Add or LogAction.Open or LogAction.Close;

    public static bool IsOfIo(this LogAction action) => action >= LogAction.Read;

    public static IoKind Kind(this LogAction action) => action switch
    {
        LogAction.Read => IoKind.Read,
        LogAction.Write => IoKind.Write,
        LogAction.Trim => IoKind.Trim,
        LogAction.Sync => IoKind.Sync,
        LogAction.DataSync => IoKind.DataSync,
        LogAction.Wait => IoKind.Wait,
        LogAction.Open => IoKind.Open,
        LogAction.Close => IoKind.Close,
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "not a request"),
    };
}
