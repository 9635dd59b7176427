using System.Globalization;
using System.Text.Json.Nodes;
using DmaActors.Lab.Scenarios.Yaml;

namespace DmaActors.Lab.Scenarios.Binding;

/// <summary>A number with its unit: a size, a span of virtual time, a rate. A bare number is refused, because nobody knows what it counts.</summary>
internal sealed class UnitKind : NumberKind
{
    private readonly string what;
    private readonly string sample;
    private readonly (string Name, long Factor)[] units;

    private UnitKind(Type type, Limits limits, string what, string sample, params (string Name, long Factor)[] units)
        : base(type, limits)
    {
        this.what = what;
        this.sample = sample;
        this.units = units;
    }

    protected override string What => what;

    protected override string Example => $", such as {sample}";

    /// <summary>A size as one writes it: 4096 is 4KiB.</summary>
    public static string SizeText(long bytes) => Size(typeof(long), Limits.Of(typeof(long), null)).Text(bytes);

    public static UnitKind Size(Type type, Limits limits) =>
        new(type, limits, "a size", "64KiB", ("B", 1), ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40));

    public static UnitKind Duration(Type type, Limits limits) =>
        new(type, limits, "a time", "5us", ("ns", 1), ("us", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000));

    public static UnitKind Rate(Type type, Limits limits) =>
        new(type, limits, "a rate", "200MiB/s", ("B/s", 1), ("KiB/s", 1L << 10), ("MiB/s", 1L << 20), ("GiB/s", 1L << 30), ("TiB/s", 1L << 40));

    public override JsonObject Schema() =>
        new() { ["type"] = "string", ["pattern"] = $"^(0|[1-9][0-9]*)({string.Join('|', units.Select(unit => unit.Name))})$" };

    protected override string Text(decimal number)
    {
        var (name, factor) = units.Last(unit => unit.Factor == 1 || (number != 0 && number % unit.Factor == 0));
        return (number / factor).ToString("0", CultureInfo.InvariantCulture) + name;
    }

    protected override (decimal Number, Problem? Problem) Parse(ScalarNode node)
    {
        var text = node.Text.Trim();
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || (text[end] == '.' && end > 0) || (text[end] == '-' && end == 0)))
            end++;
        var (digits, written) = (text[..end], text[end..].Trim());
        if (!decimal.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return digits.Length > 20 ? Wrong($"{Shown(text)} is too large", Expected) : Wrong($"{Shown(text)} is not {what}", Expected);
        if (number < 0)
            return Wrong($"{Shown(text)} is negative", Expected);
        if (written.Length == 0)
            return Wrong($"{Shown(text)} has no unit", $"{what} with its unit: {Choices(digits)}");
        var unit = units.FirstOrDefault(u => u.Name == written);
        if (unit.Name is null)
            return Wrong(
                $"{Quote.Short(written)} is not a unit of {what[2..]}",
                (Meant(written) is { } meant ? $"{digits}{meant} " : "") + $"(units: {Names()})"
            );
        if (number > (decimal)ulong.MaxValue / unit.Factor)
            return Wrong($"{Shown(text)} is too large", Expected);
        var value = number * unit.Factor;
        if (value != decimal.Truncate(value))
            return Wrong($"{Shown(text)} is not a whole number of {units[0].Name}", Expected);
        if (digits.Contains('.', StringComparison.Ordinal))
            return Wrong($"{Shown(text)} is a fraction", Text(value));
        if (digits + written != node.Text || (digits.Length > 1 && digits[0] == '0'))
            return Wrong($"{Shown(node.Text)} is not written as {what}", number.ToString("0", CultureInfo.InvariantCulture) + written);
        return (value, null);
    }

    private string Names() => string.Join(", ", units.Select(unit => unit.Name));

    /// <summary>"64B or 64KiB".</summary>
    private string Choices(string digits) => string.Join(" or ", units.Take(2).Select(unit => digits + unit.Name));

    /// <summary>K, KB, kb, µs, sec: what people write instead.</summary>
    private string? Meant(string written)
    {
        var plain = written.Replace('µ', 'u').Replace('μ', 'u');
        if (plain.EndsWith("ps", StringComparison.OrdinalIgnoreCase))
            plain = plain[..^2] + "/s";
        return units.FirstOrDefault(u => Spelled(u.Name)).Name
            ?? units.FirstOrDefault(u => Spelled(u.Name.Replace("iB", "", StringComparison.Ordinal))).Name
            ?? units.FirstOrDefault(u => Spelled(u.Name.Replace("iB", "B", StringComparison.Ordinal))).Name;

        bool Spelled(string unit) => unit.Equals(plain, StringComparison.OrdinalIgnoreCase);
    }
}
