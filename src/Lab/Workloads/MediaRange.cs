using System.Runtime.CompilerServices;

namespace DmaActors.Lab.Workloads;

internal static class MediaRange
{
    /// <summary>Refuses a range that is not wholly on media of <paramref name="mediaLength"/> bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check(long offset, long length, long mediaLength)
    {
        if (offset < 0 || length < 0 || offset > mediaLength || length > mediaLength - offset)
            Throw(offset, length, mediaLength);
    }

    private static void Throw(long offset, long length, long mediaLength) =>
        throw new ArgumentOutOfRangeException(nameof(offset), offset, $"{length} bytes from {offset} on are not within media of {mediaLength} bytes");
}
