using System.Globalization;
using System.Text.Json.Nodes;
using DmaActors.Lab.Scenarios.Yaml;

namespace DmaActors.Lab.Scenarios.Binding;

/// <summary>A bus address, always hexadecimal.</summary>
internal sealed class AddressKind(Type type, Limits limits) : NumberKind(type, limits)
{
    protected override string What => "an address";

    protected override string Example => ", such as 0xF0000000";

    // An editor reads 0x... as an integer (YAML 1.2), and in quotes as a text: both are right.
    public override JsonObject Schema() => new() { ["type"] = new JsonArray("integer", "string"), ["pattern"] = "^0x[0-9A-Fa-f]{1,16}$" };

    protected override string Text(decimal number) => "0x" + ((ulong)number).ToString("X", CultureInfo.InvariantCulture);

    protected override (decimal Number, Problem? Problem) Parse(ScalarNode node)
    {
        var text = node.Text;
        if (text.StartsWith("0x", StringComparison.Ordinal) && text.Length > 2 && text[2..].All(char.IsAsciiHexDigit))
            return text.Length <= 18
                ? (ulong.Parse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), null)
                : Wrong($"{Shown(text)} has more than 64 bits", Expected);
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return Wrong($"{Shown(text)} is a decimal number", $"{Text(number)} if that is meant (addresses are hexadecimal)");
        return Wrong($"{Shown(text)} is not an address", Expected);
    }
}
