namespace DmaActors.Lab.Workloads;

/// <summary>The lines of a stream as bytes, without an allocation per line. A line ends at LF; a CR before it belongs to the line.</summary>
internal sealed class LogLines(Stream stream, int bufferBytes = 1 << 18)
{
    /// <summary>fio reads lines into 4,096 bytes; longer ones are no log.</summary>
    public const int LongestLine = 4096;

    private readonly byte[] buffer = new byte[Math.Max(bufferBytes, LongestLine + 1)];
    private int start;
    private int end;
    private bool ended;

    /// <summary>The number of the line that <see cref="Next"/> gave last, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>That line was longer than <see cref="LongestLine"/>; what was given is its beginning, the rest was skipped.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>That line is the last one and no LF stands behind it.</summary>
    public bool IsUnterminated { get; private set; }

    /// <summary>Gives the next line, without its LF. The span is good until the next call.</summary>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        IsTooLong = false;
        IsUnterminated = false;
        var length = FindEnd();
        if (length < 0 && end == start)
        {
            line = default;
            return false;
        }

        Number++;
        if (length < 0 && !ended)
        {
            IsTooLong = true;
            length = LongestLine;
            buffer.AsSpan(start, length).CopyTo(buffer); // skipping the rest overwrites what lies further on
            SkipRest(length);
            line = buffer.AsSpan(0, length);
            return true;
        }

        IsUnterminated = length < 0;
        if (IsUnterminated)
            length = end - start;
        line = buffer.AsSpan(start, Math.Min(length, LongestLine));
        IsTooLong = length > LongestLine;
        start += IsUnterminated ? length : length + 1;
        return true;
    }

    /// <summary>The distance to the next LF; -1 if there is none before the end of the stream or within a full buffer.</summary>
    private int FindEnd()
    {
        var searched = 0;
        while (true)
        {
            var found = buffer.AsSpan(start + searched, end - start - searched).IndexOf((byte)'\n');
            if (found >= 0)
                return searched + found;
            searched = end - start;
            if (ended || searched == buffer.Length)
                return -1;
            if (start > 0)
            {
                buffer.AsSpan(start, searched).CopyTo(buffer);
                start = 0;
                end = searched;
            }

            Fill();
        }
    }

    /// <summary>Drops everything up to and with the next LF, keeping the first <paramref name="kept"/> bytes of the buffer.</summary>
    private void SkipRest(int kept)
    {
        while (true)
        {
            start = kept;
            end = kept;
            Fill();
            var found = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (found >= 0)
            {
                start += found + 1;
                return;
            }

            if (ended)
            {
                start = end;
                IsUnterminated = true;
                return;
            }
        }
    }

    private void Fill()
    {
        var got = stream.Read(buffer, end, buffer.Length - end);
        ended = got == 0;
        end += got;
    }
}
