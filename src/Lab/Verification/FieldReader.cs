using System.Text.Json;

namespace DmaActors.Lab.Verification;

/// <summary>
/// Reads the fields of a JSON object. What is missing or out of range is noted as an error, and a harmless value returned, so that all errors of a line are
/// found in one go. The caller looks at the number of errors before it uses any value.
/// </summary>
internal readonly struct FieldReader
{
    private readonly JsonElement element;
    private readonly string path;
    private readonly VectorErrors errors;

    /// <summary>Makes a reader.</summary>
    /// <param name="element">A JSON object.</param>
    /// <param name="path">Where in the line it stands; empty for the line itself.</param>
    /// <param name="errors">Where errors go.</param>
    public FieldReader(JsonElement element, string path, VectorErrors errors)
    {
        this.element = element;
        this.path = path;
        this.errors = errors;
    }

    /// <summary>Whether there is such a field.</summary>
    public bool Has(string name) => element.TryGetProperty(name, out _);

    /// <summary>Path of a field, for errors.</summary>
    public string Key(string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>A non-negative whole number.</summary>
    public ulong Unsigned(string name, ulong least = 0, ulong most = ulong.MaxValue)
    {
        if (element.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out ulong number) && number >= least && number <= most)
        {
            return number;
        }
        Wrong(name, $"a whole number, {least} to {most}");
        return least;
    }

    /// <summary>A non-negative whole number of at most 32 bits.</summary>
    public uint Unsigned32(string name, uint least = 0, uint most = uint.MaxValue) => (uint)Unsigned(name, least, most);

    /// <summary>A whole number of 32 bits with sign.</summary>
    public int Signed32(string name)
    {
        if (element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number))
            return number;
        Wrong(name, $"a whole number, {int.MinValue} to {int.MaxValue}");
        return 0;
    }

    /// <summary>True or false.</summary>
    public bool Boolean(string name)
    {
        if (element.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Wrong(name, "true or false");
        return false;
    }

    /// <summary>Any text.</summary>
    public string Text(string name)
    {
        if (element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String)
            return value.GetString()!;
        Wrong(name, "a string");
        return "";
    }

    /// <summary>One of several texts.</summary>
    public string OneOf(string name, ReadOnlySpan<string> allowed)
    {
        if (element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String)
        {
            foreach (string choice in allowed)
            {
                if (value.ValueEquals(choice))
                    return choice;
            }
        }
        Wrong(name, $"one of {string.Join(", ", allowed!)}");
        return "";
    }

    /// <summary>The fields of an object inside; null, and an error, if there is none.</summary>
    public FieldReader? Object(string name)
    {
        if (element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Object)
            return new FieldReader(value, Key(name), errors);
        Wrong(name, "an object");
        return null;
    }

    /// <summary>An array inside; null, and an error, if there is none.</summary>
    public JsonElement? Array(string name)
    {
        if (element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array)
            return value;
        Wrong(name, "an array");
        return null;
    }

    /// <summary>Notes that a field is missing, or not what it should be.</summary>
    public void Wrong(string name, string expected)
    {
        string message = element.TryGetProperty(name, out JsonElement value) ? $"is {Shorten(value.GetRawText())}" : "is missing";
        errors.Add(Key(name), message, expected);
    }

    /// <summary>Keeps a message readable.</summary>
    internal static string Shorten(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 57), "...");
}
