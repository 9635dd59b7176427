using System.Text;
using DmaActors.Lab.Inputs;

namespace DmaActors.Lab.Scenarios.Yaml;

/// <summary>Reads the text of a file: everything that can be wrong with a file before it is YAML is an error here, never an exception.</summary>
internal static class YamlText
{
    /// <summary>A scenario that somebody wrote is a few KiB; the limit keeps a disk image given by mistake from being parsed.</summary>
    public const long LongestBytes = 1 << 20;

    /// <returns>The root of the file, or null; then at least one error was added.</returns>
    public static MapNode? ReadFile(string path, List<InputError> errors)
    {
        var text = ReadText(path, errors);
        if (text is null)
            return null;
        var before = errors.Count;
        var root = YamlTree.Parse(path, text, errors);
        if (root is MapNode map)
            return map;
        if (errors.Count > before)
            return null;
        errors.Add(
            root is null or ScalarNode { IsNull: true }
                ? new InputError(path, 1, 1, "", "the file is empty", "keys and values, one a line, such as `title: My first scenario`")
                : new InputError(
                    path,
                    root.Spot.Line,
                    root.Spot.Column,
                    "",
                    $"the file is {root.Kind}",
                    "a section with keys, such as `title: My first scenario`"
                )
        );
        return null;
    }

    private static string? ReadText(string path, List<InputError> errors)
    {
        byte[] bytes;
        try
        {
            if (Directory.Exists(path))
                return Refuse("this is a directory", "the path of a YAML file");
            if (!File.Exists(path))
                return Refuse("there is no such file", "the path of a YAML file");
            using var file = UserFile.OpenRead(path);
            bytes = new byte[Math.Min(file.CanSeek ? file.Length : LongestBytes, LongestBytes) + 1]; // a pipe has no length beforehand
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > LongestBytes)
                return Refuse($"the file has {(file.CanSeek ? $"{file.Length}" : "more")} bytes", "a YAML file of at most 1MiB");
            bytes = bytes[..length];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Refuse($"the file cannot be read: {e.Message}", "a YAML file that you may read");
        }

        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException e)
        {
            var upTo = bytes.AsSpan(0, Math.Clamp(e.Index, 0, bytes.Length));
            errors.Add(
                new InputError(path, upTo.Count((byte)'\n') + 1, e.Index - upTo.LastIndexOf((byte)'\n'), "", "a byte that is not UTF-8", "text in UTF-8")
            );
            return null;
        }

        string? Refuse(string message, string expected)
        {
            errors.Add(new InputError(path, 0, 0, "", message, expected));
            return null;
        }
    }
}
