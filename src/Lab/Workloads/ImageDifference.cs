namespace DmaActors.Lab.Workloads;

/// <summary>The first byte of a range that is not what it should be.</summary>
/// <param name="Offset">Its place on the media.</param>
/// <param name="Expected">What should be there.</param>
/// <param name="Found">What is there.</param>
/// <param name="ExpectedFrom">The request whose byte it should be, or <see cref="Initial"/> or <see cref="Trimmed"/>.</param>
internal readonly record struct ImageDifference(long Offset, byte Expected, byte Found, int ExpectedFrom)
{
    /// <summary>The byte should be as it was before the first request.</summary>
    public const int Initial = -1;

    /// <summary>The byte should be 0 because the range was trimmed.</summary>
    public const int Trimmed = -2;

    /// <summary>The byte should be as a write that failed half way through its sector has left it.</summary>
    public const int Torn = -3;
}
