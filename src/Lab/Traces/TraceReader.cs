using System.Globalization;
using System.Text;
using System.Text.Json;
using DmaActors.Lab.Inputs;
using DmaActors.Simulation;

namespace DmaActors.Lab.Traces;

/// <summary>A trace that was read back: the header, the answers of the strategy, and the text of every step.</summary>
internal sealed class TraceReader
{
    private const string ChoicePrefix = "choice ";
    private const string EndPrefix = "end ";
    private const int MostMagic = 64;
    private const int MostErrors = 20;

    /// <summary>Steps that are not there: each gap is told once, and not again with every line behind it.</summary>
    private long skipped;

    private TraceReader(TraceHeader header) => Header = header;

    public TraceHeader Header { get; }

    /// <summary>The answers, in order.</summary>
    public List<Choice> Choices { get; } = [];

    /// <summary>The steps, in order, as <see cref="TraceWriter"/> wrote them.</summary>
    public List<string> Steps { get; } = [];

    /// <summary>Of each step who sent what to whom, without its number and time.</summary>
    public IReadOnlyList<string> Messages => [.. Steps.Select(step => step.Split(' ', 3)[2])];

    /// <summary>The hash of the whole run; null when the trace ends before the run did.</summary>
    public string? Digest { get; private set; }

    /// <summary>The run came to its own end, and was not cut off by a bound or by the user.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Reads a trace; null when anything is wrong with it.</summary>
    public static TraceReader? Read(string path, List<InputError> errors)
    {
        if (!File.Exists(path))
        {
            errors.Add(InputError.OfFile(path, "", Directory.Exists(path) ? "it is a directory" : "there is no such file", "a trace that `dmasim explore` or `dmasim run --trace` wrote"));
            return null;
        }

        try
        {
            using var stream = UserFile.OpenRead(path);
            var isWhole = EndsWithLine(stream);
            using var reader = new StreamReader(stream);
            return Read(path, reader, isWhole, errors);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add(InputError.OfFile(path, "", $"it cannot be read: {exception.Message}", "a trace that can be read"));
            return null;
        }
    }

    /// <summary>False: the file was cut in the middle of its last line, which is then not read. Nobody knows that of a pipe.</summary>
    private static bool EndsWithLine(Stream stream)
    {
        if (!stream.CanSeek || stream.Length == 0)
            return true;
        stream.Seek(-1, SeekOrigin.End);
        var last = stream.ReadByte();
        stream.Seek(0, SeekOrigin.Begin);
        return last == '\n';
    }

    /// <summary>The first line, or the beginning of one that is too long to be right: of a file that is no trace it may have no end.</summary>
    private static string ReadMagic(StreamReader reader)
    {
        var line = new StringBuilder();
        for (var next = reader.Read(); next >= 0 && next != '\n' && line.Length < MostMagic; next = reader.Read())
            line.Append((char)next);
        return line.ToString().TrimEnd('\r');
    }

    private static TraceReader? Read(string path, StreamReader reader, bool isWhole, List<InputError> errors)
    {
        var magic = ReadMagic(reader);
        if (magic != TraceWriter.Magic)
        {
            var isTrace = magic.StartsWith("dmasim-trace ", StringComparison.Ordinal);
            errors.Add(new InputError(path, 1, 1, "", isTrace ? $"it is a trace of another version: {magic}" : "it is no trace", $"'{TraceWriter.Magic}' as the first line"));
            return null;
        }

        if (ReadHeader(path, reader.ReadLine(), errors) is not { } header)
            return null;
        var trace = new TraceReader(header);
        var number = 2;
        for (var line = reader.ReadLine(); line is not null && errors.Count < MostErrors;)
        {
            var next = reader.ReadLine();
            if (next is not null || isWhole)
                trace.Take(path, line, ++number, errors);
            line = next;
        }

        return errors.Count == 0 ? trace : null;
    }

    private void Take(string path, string line, int number, List<InputError> errors)
    {
        if (Digest is not null)
        {
            errors.Add(new InputError(path, number, 1, "end", $"behind the end: '{line}'", "no line after the one that begins with 'end'"));
        }
        else if (line.StartsWith(ChoicePrefix, StringComparison.Ordinal))
        {
            if (ParseChoice(line) is { } choice)
                Choices.Add(choice);
            else
                errors.Add(new InputError(path, number, 1, "choice", $"not a choice: '{line}'", "choice Step|Value CHOSEN/OPTIONS POINT"));
        }
        else if (line.StartsWith(EndPrefix, StringComparison.Ordinal))
        {
            TakeEnd(path, line, number, errors);
        }
        else
        {
            TakeStep(path, line, number, errors);
        }
    }

    private void TakeStep(string path, string line, int number, List<InputError> errors)
    {
        var expected = Steps.Count + skipped + 1;
        var step = NumberOf(line);
        if (step != expected)
            errors.Add(new InputError(path, number, 1, "step", $"not step {expected}: '{line}'", "NUMBER TIME SENDER -> RECEIVER: MESSAGE, with the number after that of the step before: was a line taken out?"));
        skipped += (step ?? expected) - expected;
        Steps.Add(line);
    }

    private void TakeEnd(string path, string line, int number, List<InputError> errors)
    {
        var parts = line.Split(' ');
        var steps = Steps.Count + skipped;
        if (parts.Length != 4 || parts[1] != steps.ToString(CultureInfo.InvariantCulture))
        {
            errors.Add(new InputError(path, number, 1, "end", $"not the end of {steps} steps: '{line}'", $"end {steps} STATUS HASH: was a line taken out?"));
            return;
        }

        Digest = parts[3];
        HasEnded = parts[2] != nameof(RunStatus.Running);
    }

    private static TraceHeader? ReadHeader(string path, string? line, List<InputError> errors)
    {
        try
        {
            if (JsonSerializer.Deserialize<TraceHeader>(line ?? "") is { } header)
            {
                if (header.Version == TraceHeader.CurrentVersion)
                    return header;
                errors.Add(new InputError(path, 2, 1, "version", $"the trace is of dmasim {header.Version}", $"a trace of dmasim {TraceHeader.CurrentVersion}: another build may run differently"));
                return null;
            }
        }
        catch (JsonException exception)
        {
            errors.Add(new InputError(path, 2, 1, "", $"the header is damaged: {exception.Message}", "one line of JSON with version, scenario and seed"));
            return null;
        }

        errors.Add(new InputError(path, 2, 1, "", "the header is empty", "one line of JSON with version, scenario and seed"));
        return null;
    }

    /// <summary>Which step a line says that it is; null: it is none.</summary>
    private static long? NumberOf(string line)
    {
        var parts = line.Split(' ', 3);
        return parts.Length == 3 && parts[2].Contains(" -> ", StringComparison.Ordinal) && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static Choice? ParseChoice(string line)
    {
        var parts = line.Split(' ');
        if (parts.Length != 4 || !Enum.TryParse<ChoiceKind>(parts[1], out var kind) || !uint.TryParse(parts[3], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var point))
            return null;
        var answer = parts[2].Split('/');
        return answer.Length == 2
            && int.TryParse(answer[0], NumberStyles.None, CultureInfo.InvariantCulture, out var chosen)
            && int.TryParse(answer[1], NumberStyles.None, CultureInfo.InvariantCulture, out var options)
            && chosen < options
            ? new Choice(kind, options, chosen, point)
            : null;
    }
}
