namespace DmaActors.Lab.Exploring;

/// <summary>What stands in place of the id of a rule where no rule of the verifier says what is wrong.</summary>
public static class ViolationWords
{
    public const string Panic = "panic";

    public const string Deadlock = "deadlock";

    public const string Livelock = "livelock";

    /// <summary>Data that are read, or left on a disk, are not those that were written.</summary>
    public const string Data = "data";

    /// <summary>A request failed.</summary>
    public const string Request = "request";

    /// <summary>A driver refused to be attached, opened, closed or detached.</summary>
    public const string Refusal = "refusal";

    /// <summary>In the order in which a reader meets them.</summary>
    public static IReadOnlyList<string> All { get; } = [Panic, Deadlock, Livelock, Data, Request, Refusal];
}
