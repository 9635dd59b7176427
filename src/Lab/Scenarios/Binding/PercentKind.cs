using System.Globalization;
using System.Text.Json.Nodes;
using DmaActors.Lab.Scenarios.Yaml;

namespace DmaActors.Lab.Scenarios.Binding;

/// <summary>A share in whole percent.</summary>
internal sealed class PercentKind(Type type, Limits limits) : NumberKind(type, limits)
{
    protected override string What => "a share";

    protected override string Example => ", such as 70%";

    public override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = "^(100|[1-9]?[0-9])%$" };

    protected override string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture) + "%";

    protected override (decimal Number, Problem? Problem) Parse(ScalarNode node)
    {
        var text = node.Text;
        var digits = text.EndsWith('%') ? text[..^1] : text;
        if (!uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return Wrong($"{Shown(text)} is not a share in whole percent", Expected);
        if (digits.Length == text.Length)
            return Wrong($"{Shown(text)} has no unit", $"{digits}%");
        return Text(number) == text ? (number, null) : Wrong($"{Shown(text)} is not written as a share", Text(number));
    }
}
