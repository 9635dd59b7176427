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

    private TraceReader(TraceHeader header) => Header = header;

    public TraceHeader Header { get; }

    /// <summary>The answers, in order.</summary>
    public List<Choice> Choices { get; } = [];

    /// <summary>The steps, in order, as <see cref="TraceWriter"/> wrote them.</summary>
    public List<string> Steps { get; } = [];

    /// <summary>The hash of the whole run; null when the trace ends before the run did.</summary>
    public string? Digest { get; private set; }

    /// <summary>The run came to its own end, and was not cut off by a bound or by the user.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Reads a trace; null when anything is wrong with it.</summary>
    public static TraceReader? Read(string path, List<InputError> errors)
    {
        if (!File.Exists(path))
        {
            errors.Add(InputError.OfFile(path, "", Directory.Exists(path) ? "it is a directory" : "there is no such file", "a trace that --trace wrote"));
            return null;
        }

        try
        {
            using var reader = new StreamReader(UserFile.OpenRead(path));
            return Read(path, reader, errors);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add(InputError.OfFile(path, "", $"it cannot be read: {exception.Message}", "a trace that can be read"));
            return null;
        }
    }

    /// <summary>The first line, or the beginning of one that is too long to be right: of a file that is no trace it may have no end.</summary>
    private static string ReadMagic(StreamReader reader)
    {
        var line = new StringBuilder();
        for (var next = reader.Read(); next >= 0 && next != '\n' && line.Length < MostMagic; next = reader.Read())
            line.Append((char)next);
        return line.ToString().TrimEnd('\r');
    }

    private static TraceReader? Read(string path, StreamReader reader, List<InputError> errors)
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
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.StartsWith(ChoicePrefix, StringComparison.Ordinal))
            {
                if (ParseChoice(line) is { } choice)
                    trace.Choices.Add(choice);
                else
                    errors.Add(new InputError(path, number, 1, "choice", $"not a choice: '{line}'", "choice Step|Value CHOSEN/OPTIONS POINT"));
            }
            else if (line.StartsWith(EndPrefix, StringComparison.Ordinal))
            {
                var parts = line.Split(' ');
                trace.Digest = parts[^1];
                trace.HasEnded = parts.Length == 4 && parts[2] != nameof(RunStatus.Running);
            }
            else
            {
                trace.Steps.Add(line);
            }

            if (errors.Count >= 20)
                return null;
        }

        return errors.Count == 0 ? trace : null;
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
