namespace DmaActors.Lab.Workloads;

/// <summary>The plan applied to a disk without a machine in between: one request after the other, straight to the media. What a run must end with.</summary>
internal static class DirectReplay
{
    /// <summary>Applies all writes and trims of one file.</summary>
    /// <param name="plan">The requests.</param>
    /// <param name="file">Index in <see cref="IoPlan.Files"/>.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="media">The disk with its initial contents.</param>
    public static void Apply(IoPlan plan, int file, ulong seed, IImage media)
    {
        var buffer = Array.Empty<byte>();
        foreach (ref readonly var request in plan.Requests)
        {
            if (request.File != file || !request.Changes)
                continue;
            if (request.Kind == IoKind.Trim)
            {
                media.Trim(request.Offset, request.Length);
                continue;
            }

            var length = checked((int)request.Length);
            if (buffer.Length < length)
                buffer = new byte[length];
            var bytes = buffer.AsSpan(0, length);
            WrittenBytes.Fill(seed, request.Ordinal, request.Offset, bytes);
            media.Write(request.Offset, bytes);
        }
    }

    /// <summary>The SHA-256 that the file's disk must have at the end.</summary>
    public static string Sha256(IoPlan plan, int file, ulong seed, ImageSource source)
    {
        var media = source.NewMedia();
        Apply(plan, file, seed, media);
        return ImageDigest.Sha256(media);
    }
}
