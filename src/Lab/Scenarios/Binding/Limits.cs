using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace DmaActors.Lab.Scenarios.Binding;

/// <summary>The smallest and the largest value of a number, both allowed.</summary>
/// <param name="Lowest">What the type of the property holds: a limit that equals it need not be told to anyone.</param>
/// <param name="Highest">What the type of the property holds.</param>
internal sealed record Limits(decimal Min, decimal Max, decimal Lowest, decimal Highest)
{
    public bool HasMin => Min > Lowest;

    public bool HasMax => Max < Highest;

    /// <param name="type">An integer type.</param>
    /// <param name="range">The property's attribute, if it has one.</param>
    /// <param name="lowest">The smallest value that can be written (no unit has a minus sign).</param>
    /// <param name="highest">The largest value that can be written.</param>
    public static Limits Of(Type type, RangeAttribute? range, decimal lowest = long.MinValue, decimal highest = ulong.MaxValue)
    {
        var (least, most) = Type.GetTypeCode(type) switch
        {
            TypeCode.Byte => (byte.MinValue, byte.MaxValue),
            TypeCode.Int16 => (short.MinValue, short.MaxValue),
            TypeCode.UInt16 => (ushort.MinValue, ushort.MaxValue),
            TypeCode.Int32 => (int.MinValue, int.MaxValue),
            TypeCode.UInt32 => (uint.MinValue, uint.MaxValue),
            TypeCode.Int64 => (long.MinValue, long.MaxValue),
            _ => ((decimal)ulong.MinValue, (decimal)ulong.MaxValue),
        };
        least = Math.Max(least, lowest);
        most = Math.Min(most, highest);
        return new Limits(Math.Max(least, Read(range?.Minimum, least)), Math.Min(most, Read(range?.Maximum, most)), least, most);
    }

    /// <summary><see cref="RangeAttribute"/> holds ints, doubles (what a long in its argument list turns into) or, for typeof(long), texts.</summary>
    private static decimal Read(object? limit, decimal otherwise) =>
        limit switch
        {
            null => otherwise,
            int number => number,
            double number when Math.Abs(number) < 1L << 53 => (long)number,
            double number => number > 0 ? decimal.MaxValue : decimal.MinValue,
            _ => decimal.Parse(Convert.ToString(limit, CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture),
        };
}
