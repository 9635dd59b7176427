namespace DmaActors.Lab.Workloads;

/// <summary>
/// One line of a log, cut into its fields from the right, because the file name, which comes first, may contain blanks (fio writes it as it is).
/// Positions are kept as well, so that an error can name its column.
/// </summary>
internal readonly ref struct LogFields
{
    public ReadOnlySpan<byte> Line { get; private init; }

    public LogAction Action { get; private init; }

    /// <summary>Where the body (all after a time stamp) begins.</summary>
    public int BodyStart { get; private init; }

    /// <summary>End of the line without trailing blanks.</summary>
    public int LineEnd { get; private init; }

    public int NameEnd { get; private init; }

    public int ActionStart { get; private init; }

    public int OffsetStart { get; private init; }

    public int LengthStart { get; private init; }

    public ReadOnlySpan<byte> Name => Line[BodyStart..NameEnd];

    public ReadOnlySpan<byte> Offset => Line[OffsetStart..EndOfWord(Line, OffsetStart)];

    public ReadOnlySpan<byte> Length => Line[LengthStart..LineEnd];

    /// <summary>Cuts <paramref name="line"/> from <paramref name="bodyStart"/> on; false if it is neither <c>NAME action</c> nor <c>NAME action offset length</c>.</summary>
    public static bool TryCut(ReadOnlySpan<byte> line, int bodyStart, int lineEnd, out LogFields fields)
    {
        var last = StartOfWord(line, lineEnd);
        var action = LogActions.Of(line[last..lineEnd]);
        if (action.IsOfFile())
        {
            fields = new LogFields { Line = line, Action = action, BodyStart = bodyStart, LineEnd = lineEnd, ActionStart = last, NameEnd = EndBefore(line, last) };
            return fields.NameEnd > bodyStart;
        }

        var offsetEnd = EndBefore(line, last);
        var offset = StartOfWord(line, offsetEnd);
        var actionEnd = EndBefore(line, offset);
        var actionStart = StartOfWord(line, actionEnd);
        fields = new LogFields
        {
            Line = line,
            Action = LogActions.Of(line[actionStart..actionEnd]),
            BodyStart = bodyStart,
            LineEnd = lineEnd,
            ActionStart = actionStart,
            OffsetStart = offset,
            LengthStart = last,
            NameEnd = EndBefore(line, actionStart),
        };
        return fields.Action.IsOfIo() && fields.NameEnd > bodyStart;
    }

    /// <summary>The number in a field: decimal digits only.</summary>
    public static NumberForm ReadNumber(ReadOnlySpan<byte> text, out long number)
    {
        number = 0;
        if (text.IsEmpty || text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
            return NumberForm.NotANumber;
        foreach (var digit in text)
        {
            var value = digit - '0';
            if (number > (long.MaxValue - value) / 10)
                return NumberForm.TooLarge;
            number = (number * 10) + value;
        }

        return NumberForm.Good;
    }

    public static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\f' or (byte)'\v';

    public static int SkipBlanks(ReadOnlySpan<byte> line, int from)
    {
        while (from < line.Length && IsBlank(line[from]))
            from++;
        return from;
    }

    public static int EndOfWord(ReadOnlySpan<byte> line, int start)
    {
        while (start < line.Length && !IsBlank(line[start]))
            start++;
        return start;
    }

    /// <summary>The end of what stands before <paramref name="start"/>, blanks left out.</summary>
    public static int EndBefore(ReadOnlySpan<byte> line, int start)
    {
        while (start > 0 && IsBlank(line[start - 1]))
            start--;
        return start;
    }

    private static int StartOfWord(ReadOnlySpan<byte> line, int end)
    {
        while (end > 0 && !IsBlank(line[end - 1]))
            end--;
        return end;
    }
}

/// <summary>Whether a field is a number that fits.</summary>
internal enum NumberForm : byte
{
    Good,
    NotANumber,
    TooLarge,
}
