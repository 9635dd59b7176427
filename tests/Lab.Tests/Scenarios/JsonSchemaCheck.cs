using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DmaActors.Lab.Scenarios.Yaml;

namespace DmaActors.Lab.Tests.Scenarios;

/// <summary>What an editor would say: YAML 1.2 core values against the part of JSON schema that ours uses. An unknown keyword fails the test.</summary>
internal static class JsonSchemaCheck
{
    /// <returns>The path of the first value that does not fit, with the keyword; or null.</returns>
    public static string? Find(JsonNode schema, Node node, string path = "$")
    {
        foreach (var (keyword, content) in schema.AsObject())
        {
            var fault = keyword switch
            {
                "$schema" or "$comment" or "title" or "description" or "default" => null,
                "type" => (content is JsonArray types ? types.Select(t => t!.GetValue<string>()) : [content!.GetValue<string>()]).Contains(
                    TypeOf(node),
                    StringComparer.Ordinal
                )
                    ? null
                    : "",
                "enum" => content!.AsArray().Any(choice => IsSame(node, choice!)) ? null : "",
                "const" => IsSame(node, content!) ? null : "",
                "pattern" => TypeOf(node) != "string" || Regex.IsMatch(((ScalarNode)node).Text, InJavaScript(content!.GetValue<string>())) ? null : "",
                "minimum" => TypeOf(node) != "integer" || Number(node) >= content!.GetValue<decimal>() ? null : "",
                "maximum" => TypeOf(node) != "integer" || Number(node) <= content!.GetValue<decimal>() ? null : "",
                "minItems" => node is not ListNode list || list.Items.Count >= content!.GetValue<int>() ? null : "",
                "maxProperties" => node is not MapNode map || map.Entries.Count <= content!.GetValue<int>() ? null : "",
                "required" => node is not MapNode map || content!.AsArray().All(key => map[key!.GetValue<string>()] is not null) ? null : "",
                "items" => (node as ListNode)?.Items.Select((item, i) => Find(content!, item, $"{path}[{i}]")).FirstOrDefault(found => found is not null),
                "properties" => (node as MapNode)
                    ?.Entries.Select(entry => content![entry.Key.Text] is { } part ? Find(part, entry.Value, $"{path}.{entry.Key.Text}") : null)
                    .FirstOrDefault(found => found is not null),
                "additionalProperties" => (node as MapNode)
                    ?.Entries.Where(entry => schema["properties"]?[entry.Key.Text] is null)
                    .Select(entry => content is JsonValue ? $"{path}.{entry.Key.Text}" : Find(content!, entry.Value, $"{path}.{entry.Key.Text}"))
                    .FirstOrDefault(found => found is not null),
                "anyOf" => content!.AsArray().Any(part => Find(part!, node) is null) ? null : "",
                "allOf" => content!.AsArray().Select(part => Find(part!, node, path)).FirstOrDefault(found => found is not null),
                "if" => Find(content!, node) is null ? Find(schema["then"]!, node, path) : null,
                "then" => null,
                _ => throw new InvalidOperationException($"the schema has a keyword that this check does not know: {keyword}"),
            };
            if (fault is not null)
                return fault.Length == 0 ? $"{path}: {keyword}" : fault;
        }

        return null;
    }

    /// <summary>There the dollar means the very end; here it also means the place before a last line feed.</summary>
    private static string InJavaScript(string pattern) => pattern.EndsWith('$') ? pattern[..^1] + "\\z" : pattern;

    private static string TypeOf(Node node) =>
        node switch
        {
            ListNode => "array",
            MapNode => "object",
            ScalarNode { IsNull: true } => "null",
            ScalarNode { Plain: true, Text: "true" or "True" or "TRUE" or "false" or "False" or "FALSE" } => "boolean",
            ScalarNode { Plain: true } scalar when Regex.IsMatch(scalar.Text, "^([-+]?[0-9]+|0x[0-9A-Fa-f]+)\\z") => "integer",
            ScalarNode { Plain: true } scalar
                when Regex.IsMatch(scalar.Text, "^([-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN))\\z") =>
                "number",
            _ => "string",
        };

    private static decimal Number(Node node)
    {
        var text = ((ScalarNode)node).Text;
        return text.StartsWith("0x", StringComparison.Ordinal)
            ? ulong.Parse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : decimal.Parse(text, CultureInfo.InvariantCulture);
    }

    private static bool IsSame(Node node, JsonNode value) =>
        node is ScalarNode scalar
        && value.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.Number => TypeOf(node) == "integer" && Number(node) == value.GetValue<decimal>(),
            _ => TypeOf(node) == "string" && scalar.Text == value.GetValue<string>(),
        };
}
