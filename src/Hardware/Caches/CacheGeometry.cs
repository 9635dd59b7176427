using System.Numerics;

namespace DmaActors.Hardware.Caches;

/// <summary>How large a cache is and where in it a line may stand. The default is 32 KiB: 512 lines of 64 bytes, 4 ways.</summary>
public sealed record CacheGeometry
{
    /// <summary>The default size.</summary>
    public static readonly CacheGeometry Default = new(lineBytes: 64, lines: 512, ways: 4);

    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="ArgumentException">The lines do not make a power of two of sets.</exception>
    public CacheGeometry(int lineBytes, int lines, int ways)
    {
        if (lineBytes is < 8 or > 4_096 || !BitOperations.IsPow2(lineBytes))
            throw new ArgumentOutOfRangeException(nameof(lineBytes), lineBytes, "A line has a power of two of bytes, from 8 to 4096.");
        ArgumentOutOfRangeException.ThrowIfLessThan(lines, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ways, 1);
        if (lines % ways != 0 || !BitOperations.IsPow2(lines / ways))
            throw new ArgumentException($"{lines} lines in {ways} ways are no power of two of sets.", nameof(lines));
        LineBytes = lineBytes;
        Lines = lines;
        Ways = ways;
    }

    /// <summary>Bytes a line: a power of two from 8 to 4096, so that a line never lies half behind the end of installed memory.</summary>
    public int LineBytes { get; }

    /// <summary>Lines in all.</summary>
    public int Lines { get; }

    /// <summary>Lines a set: 1 is a direct-mapped cache, as many as <see cref="Lines"/> a fully associative one.</summary>
    public int Ways { get; }

    /// <summary>Sets; a power of two. The lowest bits of a line's number are its set.</summary>
    public int Sets => Lines / Ways;
}
