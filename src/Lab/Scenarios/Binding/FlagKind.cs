using System.Text.Json.Nodes;
using DmaActors.Lab.Scenarios.Yaml;

namespace DmaActors.Lab.Scenarios.Binding;

/// <summary>True or false.</summary>
internal sealed class FlagKind : ScalarKind
{
    public override string Expected => "true or false";

    public override JsonObject Schema() => new() { ["type"] = "boolean" };

    public override string Write(object value) => value is true ? "true" : "false";

    public override JsonNode? Default(object value) => JsonValue.Create((bool)value);

    public override (object? Value, Problem? Problem) Read(ScalarNode node) =>
        node.Text switch
        {
            "true" or "True" or "TRUE" or "false" or "False" or "FALSE" when !node.Plain => Bad(
                $"{Quote.Short(node.Text)} is a text, because of its quotes",
                "true or false, without quotes"
            ),
            "true" or "True" or "TRUE" => (true, null),
            "false" or "False" or "FALSE" => (false, null),
            "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "1" or "y" => Bad($"{Quote.Short(node.Text)} is not a truth value", "true"),
            "no" or "No" or "NO" or "off" or "Off" or "OFF" or "0" or "n" => Bad($"{Quote.Short(node.Text)} is not a truth value", "false"),
            _ => Bad($"{Quote.Short(node.Text)} is not a truth value", Expected),
        };
}
