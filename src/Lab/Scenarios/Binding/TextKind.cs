using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DmaActors.Lab.Scenarios.Yaml;

namespace DmaActors.Lab.Scenarios.Binding;

/// <summary>A text, perhaps of a certain form.</summary>
internal sealed class TextKind(RegularExpressionAttribute? form, bool mayBeEmpty) : ScalarKind
{
    private static readonly Regex Resolved = new(
        "^([-+]?[0-9]+|0o[0-7]+|0x[0-9A-Fa-f]+|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
            + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)|true|True|TRUE|false|False|FALSE)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1)
    );

    public override string Expected => form?.ErrorMessage ?? (form is null ? "a text" : $"a text of the form {form.Pattern}");

    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (form is not null)
            schema["pattern"] = $"^({form.Pattern})$";
        else if (!mayBeEmpty)
            schema["pattern"] = "\\S";
        return schema;
    }

    public override string Write(object value) => (string)value;

    public override (object? Value, Problem? Problem) Read(ScalarNode node)
    {
        if (node.Plain && Resolved.IsMatch(node.Text))
            return Bad(
                $"{Quote.Short(node.Text)} is not a text but a number or a truth value",
                $"\"{node.Text}\", with quotes, if that text is meant; otherwise {Expected}"
            );
        if (!mayBeEmpty && string.IsNullOrWhiteSpace(node.Text))
            return Bad("an empty text", Expected);
        if (form is not null && !IsOfForm(node.Text))
            return Bad($"{Quote.Short(node.Text)} does not fit", Expected);
        return (node.Text, null);
    }

    private bool IsOfForm(string text) => Regex.IsMatch(text, $"^(?:{form!.Pattern})\\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}
