using Akka.Configuration;
using DmaActors.Lab.Inputs;

namespace DmaActors.AkkaNet.Configuration;

/// <summary>
/// A configuration in HOCON, read from a file, with errors that name the line. Akka's own parser says nothing about a bracket that is never closed (or never ends), and its exceptions
/// know no lines.
/// </summary>
public static class HoconFile
{
    private const string Expected = "HOCON, as config/akka.conf has it";

    /// <summary>Null when the file is wrong.</summary>
    public static Config? Read(string path, out InputError? error)
    {
        error = null;
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            error = InputError.OfFile(path, "", $"it cannot be read: {exception.Message}", "a configuration in HOCON");
            return null;
        }

        if (HoconBrackets.Check(text) is { } fault)
        {
            error = new InputError(path, fault.Line, fault.Column, "", fault.Message, fault.Expected);
            return null;
        }

        try
        {
            return ConfigurationFactory.ParseString(text);
        }
        catch (Exception exception) when (exception is FormatException or NullReferenceException or ArgumentException or InvalidOperationException or ConfigurationException)
        {
            error = ErrorAt(path, text, exception);
            return null;
        }
    }

    /// <summary>Akka refused a value when it began to use the configuration: the line that has it, if the message names one.</summary>
    public static InputError Refusal(string path, Exception exception)
    {
        var lines = File.ReadAllLines(path);
        var words = exception.Message.Split([' ', '\'', '"', ',', '[', ']'], StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(word => new[] { word.TrimEnd('.'), word.TrimEnd('.').Split('.')[^1] })
            .Where(word => word.Length > 2)
            .ToList();
        var line = Array.FindIndex(lines, text => words.Exists(word => ValueOf(text).Contains(word, StringComparison.Ordinal)));
        return new InputError(path, line + 1, line < 0 ? 0 : 1, "", $"Akka refuses it: {exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}", "values as Akka's documentation gives them");
    }

    private static string ValueOf(string line)
    {
        var code = line.Split('#')[0];
        var sign = code.IndexOfAny(['=', ':']);
        return sign < 0 ? "" : code[(sign + 1)..];
    }

    /// <summary>The parser's message quotes the text from where it stopped.</summary>
    private static InputError ErrorAt(string path, string text, Exception exception)
    {
        var quoted = exception.Message.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 2 && text.Contains(line, StringComparison.Ordinal));
        var line = quoted is null ? 1 : text[..text.IndexOf(quoted, StringComparison.Ordinal)].Count(character => character == '\n') + 1;
        return new InputError(path, line, 1, "", "what stands here is no HOCON", Expected);
    }
}
