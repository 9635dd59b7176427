namespace DmaActors.Lab.Scenarios.Yaml;

/// <summary>Says in a beginner's words what the parser means, and what to write instead.</summary>
internal static class SyntaxHelp
{
    private const string General = "YAML: `key: value`, the keys of one section in one column, list items after `- `";

    private static readonly (string Said, string Message, string Expected)[] Known =
    [
        (
            "invalid mapping",
            "a second `:` in one value, or a line that is indented too far",
            "quotes around a text with `: ` in it; the keys of one section in one column"
        ),
        ("unexpected end of stream", "the quotation mark here is never closed", "a closing quotation mark"),
        ("cannot start any token", "a text cannot begin with this character", "the text in quotes"),
        ("unknown escape character", "an unknown `\\` sequence in a text in double quotes", "single quotes, in which `\\` means itself"),
        ("did not find expected <document end>", "this line does not belong to the section before it", "the keys of one section in one column"),
        ("did not find expected '-' indicator", "a key among the items of a list", "list items after `- `, or the key in the column of its section"),
        ("did not find expected key", "neither a key nor the end of the section", "`key: value`"),
        ("expected ',' or", "a list or section in brackets is not closed", "commas between the items and a closing bracket"),
    ];

    public static (string Message, string Expected) For(string said)
    {
        foreach (var (part, message, expected) in Known)
        {
            if (said.Contains(part, StringComparison.OrdinalIgnoreCase))
                return (message, expected);
        }

        var end = said.TrimEnd('.', ' ');
        return (end.Length == 0 ? "this cannot be read as YAML" : char.ToLowerInvariant(end[0]) + end[1..], General);
    }
}
