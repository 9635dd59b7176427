using System.Text;

namespace DmaActors.Lab.Workloads;

/// <summary>Finds words for lines of a log that cannot be read. Only bad lines come here, so it may take its time.</summary>
internal static class LogDiagnosis
{
    private const int ShownCharacters = 60;

    /// <summary>What is wrong with a line that is neither <c>NAME action</c> nor <c>NAME action offset length</c>.</summary>
    /// <param name="line">The line without trailing blanks.</param>
    /// <param name="bodyStart">Where the body begins, after the time stamp if there is one.</param>
    /// <returns>The place in the line, the field, what is wrong, and what would be right.</returns>
    public static (int Start, string Key, string Message, string Expected) Of(ReadOnlySpan<byte> line, int bodyStart)
    {
        var words = Words(line, bodyStart);
        if (words.Count == 0)
            return (line.Length, "filename", "there is nothing after the time stamp", $"a file name and an action: {LogActions.OfFiles}, {LogActions.OfIo}");

        // The last word that is an action is taken for the action.
        for (var i = words.Count - 1; i >= 0; i--)
        {
            var action = LogActions.Of(line[words[i]]);
            if (action == LogAction.Unknown)
                continue;
            var name = Shown(line[words[i]]);
            var start = words[i].Start.Value;
            var following = words.Count - 1 - i;
            if (i == 0)
                return (start, "filename", $"there is no file name before {name}", "a file name, then the action");
            if (action.IsOfFile())
                return (words[i + 1].Start.Value, "action", $"{Fields(following)} after {name}", "nothing after the action");
            return following < 2
                ? (line.Length, following == 0 ? "offset" : "length", $"{name} lacks its {(following == 0 ? "offset and length" : "length")}", "two numbers after the action, even if they mean nothing (0 0)")
                : (words[i + 3].Start.Value, "length", $"{Fields(following)} after {name}", "two numbers after the action: offset and length");
        }

        var candidate = words.Count >= 4 ? words[^3] : words[Math.Min(1, words.Count - 1)];
        var word = line[candidate];
        if (words.Count == 1)
            return (line.Length, "action", $"there is no action after {Shown(word)}", $"{LogActions.OfFiles}, {LogActions.OfIo}");
        var expected = words.Count >= 4 ? LogActions.OfIo : $"{LogActions.OfFiles}, {LogActions.OfIo}";
        if (word.SequenceEqual("sync_file_range"u8) || word.SequenceEqual("syncfs"u8))
            return (candidate.Start.Value, "action", $"{Shown(word)} cannot be replayed (nor can fio replay it)", "sync or datasync instead");
        return (candidate.Start.Value, "action", $"unknown action {Shown(word)}", expected);
    }

    /// <summary>What is wrong with a first line that is no header.</summary>
    public static string OfHeader(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            return "the log is compressed (gzip)";
        if (text.StartsWith((ReadOnlySpan<byte>)[0x07, 0x74, 0x61, 0x65]) || text.StartsWith((ReadOnlySpan<byte>)[0x65, 0x61, 0x74, 0x07]))
            return "this is a binary blktrace, no text log";
        if (text.StartsWith("fio version "u8))
            return $"unknown version: {Shown(text)}";
        return text.IsEmpty ? "the first line is blank" : $"the first line does not name a version: {Shown(text)}";
    }

    /// <summary>Text of the user's as a message can show it: in quotes, cut when long, without control characters.</summary>
    public static string Shown(ReadOnlySpan<byte> text) => Shown(Encoding.UTF8.GetString(text[..Math.Min(text.Length, 4 * ShownCharacters)]));

    /// <inheritdoc cref="Shown(ReadOnlySpan{byte})"/>
    public static string Shown(string text) => $"\"{Clean(text)}\"";

    /// <summary>The same without the quotes.</summary>
    public static string Clean(string text)
    {
        var shown = new StringBuilder();
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, ShownCharacters)))
            shown.Append(char.IsControl(character) ? '\uFFFD' : character);
        return shown.Append(text.Length > ShownCharacters ? "..." : "").ToString();
    }

    private static string Fields(int count) => count == 1 ? "there is 1 field" : $"there are {count} fields";

    private static List<Range> Words(ReadOnlySpan<byte> line, int from)
    {
        var words = new List<Range>();
        for (var start = LogFields.SkipBlanks(line, from); start < line.Length;)
        {
            var end = LogFields.EndOfWord(line, start);
            words.Add(start..end);
            start = LogFields.SkipBlanks(line, end);
        }

        return words;
    }
}
