using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using DmaActors.Lab.Scenarios.Yaml;

namespace DmaActors.Lab.Scenarios.Binding;

/// <summary>A count, an ordinal, a mask: a whole number without a unit, decimal or hexadecimal.</summary>
internal sealed class IntegerKind(Type type, Limits limits) : NumberKind(type, limits)
{
    protected override string What => "a whole number";

    public override JsonObject Schema() =>
        new()
        {
            ["type"] = "integer",
            ["minimum"] = JsonValue.Create(Limits.Min),
            ["maximum"] = JsonValue.Create(Limits.Max),
        };

    public override JsonNode? Default(object value) => JsonValue.Create(Convert.ToDecimal(value, CultureInfo.InvariantCulture));

    protected override string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    protected override (decimal Number, Problem? Problem) Parse(ScalarNode node)
    {
        var text = node.Text;
        var digits = text.StartsWith('-') || text.StartsWith('+') ? text[1..] : text;
        var hex = digits.StartsWith("0x", StringComparison.Ordinal) && digits.Length == text.Length;
        if (hex && digits.Length > 2 && digits[2..].All(char.IsAsciiHexDigit))
            return Found(BigInteger.Parse("0" + digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        if (digits.Length == 0 || !digits.All(char.IsAsciiDigit))
            return Wrong($"{Shown(text)} is not a whole number", Expected);
        if (digits.Length > 1 && digits[0] == '0')
            return Wrong($"{Shown(text)} has a leading zero (octal to some, decimal to others)", $"{digits.TrimStart('0').PadLeft(1, '0')}");
        return Found(BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));

        (decimal Number, Problem? Problem) Found(BigInteger number)
        {
            if (!node.Plain)
                return Wrong($"{Shown(text)} is a text, because of its quotes", $"{text} without quotes");
            return ((decimal)BigInteger.Clamp(number, long.MinValue - BigInteger.One, ulong.MaxValue + BigInteger.One), null);
        }
    }
}
