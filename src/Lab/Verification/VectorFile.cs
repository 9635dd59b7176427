using System.Text.Json;
using DmaActors.Lab.Inputs;

namespace DmaActors.Lab.Verification;

/// <summary>
/// Runs conformance vectors: a file of JSON lines, each a bind (it has a field <c>attr</c>) or a script for the callback list (it has
/// <c>behaviour</c>), with the result
/// that the reference gave. This is <c>dmasim verify</c>.
/// </summary>
public static class VectorFile
{
    /// <summary>With so many errors reading stops.</summary>
    public const int MostErrors = 100;

    private const int MostMismatches = 10;
    private const string ExpectedLine = "a JSON object with attr (a bind) or behaviour (a callback script)";

    /// <summary>Runs a file. One that cannot be opened is an error in the report, too.</summary>
    /// <param name="path">The file.</param>
    public static VectorReport Verify(string path)
    {
        try
        {
            using StreamReader reader = new(UserFile.OpenRead(path));
            return Verify(reader);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new VectorReport(0, 0, [], [new VectorError(0, 0, "", $"cannot be read: {e.Message}", "a readable file of JSON lines")]);
        }
    }

    /// <summary>Runs the lines of a text. Empty lines are skipped; a text without any case is an error.</summary>
    /// <param name="reader">The text.</param>
    public static VectorReport Verify(TextReader reader)
    {
        VectorErrors errors = new();
        List<VectorMismatch> first = [];
        int cases = 0;
        int mismatches = 0;
        while (!errors.IsFull && reader.ReadLine() is { } line)
        {
            errors.Line++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            VectorResult? result = RunLine(line, errors);
            if (result is null)
                continue;
            cases++;
            if (result.Difference is not { } difference)
                continue;
            mismatches++;
            if (first.Count < MostMismatches)
                first.Add(new VectorMismatch(errors.Line, result.Id, difference.Expected, difference.Found));
        }
        if (cases == 0 && errors.Count == 0)
        {
            errors.Line = 0;
            errors.Add("", "has no case", "one case a line: " + ExpectedLine);
        }
        return new VectorReport(cases, mismatches, first, errors.All);
    }

    /// <summary>The result of a line, or null if it has errors.</summary>
    private static VectorResult? RunLine(string line, VectorErrors errors)
    {
        Func<VectorResult>? run = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            run = Read(document.RootElement, errors);
        }
        catch (JsonException e)
        {
            errors.Add("", "is not valid JSON", ExpectedLine, (int)(e.BytePositionInLine ?? -1) + 1);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            errors.Add("", "has text that is not valid Unicode", ExpectedLine);
        }
        return run?.Invoke();
    }

    private static Func<VectorResult>? Read(JsonElement line, VectorErrors errors)
    {
        if (line.ValueKind != JsonValueKind.Object)
        {
            errors.Add("", $"is {FieldReader.Shorten(line.GetRawText())}", ExpectedLine);
            return null;
        }
        FieldReader fields = new(line, "", errors);
        if (fields.Has("attr"))
            return BindVector.Read(fields, errors) is { } bind ? bind.Run : null;
        if (fields.Has("behaviour"))
            return CallbackVector.Read(fields, line, errors) is { } script ? script.Run : null;
        errors.Add("", "has neither attr nor behaviour", ExpectedLine);
        return null;
    }
}
