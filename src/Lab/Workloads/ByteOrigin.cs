namespace DmaActors.Lab.Workloads;

/// <summary>Where bytes come from that are not what they should be: <see cref="WrittenBytes"/> can be turned round, so bytes tell who wrote them and for which place.</summary>
/// <param name="Request">The request's ordinal; <see cref="WrittenBytes.InitialContents"/> if they are what a seeded disk began with.</param>
/// <param name="Place">The place on the media at which the first of the bytes belongs.</param>
internal readonly record struct ByteOrigin(int Request, long Place)
{
    /// <summary>How many bytes must be known: a whole word wherever it begins.</summary>
    public const int BytesNeeded = 15;

    /// <summary>Looks for the request that wrote <paramref name="found"/>; for the one report at the end of a run that failed, since it tries all of them.</summary>
    /// <param name="plan">All requests of the run.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="found">The wrong byte and those behind it, at least <see cref="BytesNeeded"/>, of which that many are looked at; they may be shifted by any number of bytes.</param>
    /// <returns>Null if no single request wrote them: zeroes, garbage, parts of several.</returns>
    public static ByteOrigin? Find(IoPlan plan, ulong seed, ReadOnlySpan<byte> found)
    {
        found = found[..BytesNeeded];
        for (var shift = 0; shift < 8; shift++)
        {
            var word = found.Slice(shift, 8);
            if (Check(WrittenBytes.InitialContents, 0, IoLimits.MaximumDiskBytes, seed, found, shift, word) is { } initial)
                return initial;
            foreach (ref readonly var request in plan.Requests)
            {
                if (request.Kind == IoKind.Write && Check(request.Ordinal, request.Offset, request.End, seed, found, shift, word) is { } origin)
                    return origin;
            }
        }

        return null;
    }

    /// <summary>Whether request <paramref name="request"/>, which writes from <paramref name="start"/> to <paramref name="end"/>, wrote the bytes, if a word begins at the byte <paramref name="shift"/> of them.</summary>
    private static ByteOrigin? Check(int request, long start, long end, ulong seed, ReadOnlySpan<byte> found, int shift, ReadOnlySpan<byte> word)
    {
        var wordPlace = WrittenBytes.PlaceOf(seed, request, word);
        if (wordPlace < (ulong)(start + shift) || wordPlace - (ulong)shift > (ulong)(end - BytesNeeded))
            return null;
        var place = (long)wordPlace - shift;
        Span<byte> expected = stackalloc byte[BytesNeeded];
        WrittenBytes.Fill(seed, request, place, expected);
        return found.SequenceEqual(expected) ? new ByteOrigin(request, place) : null;
    }
}
