namespace DmaActors.Lab.Scenarios.Binding;

/// <summary>What a number measures, told by the end of a property's name.</summary>
internal enum UnitOfMeasure
{
    None,
    Bytes,
    BytesPerSecond,
    Nanoseconds,
    Address,
    Percent,
}

/// <param name="Name">The property's name as far as it is the key's.</param>
internal readonly record struct Unit(string Name, UnitOfMeasure Kind)
{
    private static readonly (string End, UnitOfMeasure Kind, bool Kept)[] Ends =
    [
        ("BytesPerSecond", UnitOfMeasure.BytesPerSecond, false),
        ("Bytes", UnitOfMeasure.Bytes, false),
        ("Nanoseconds", UnitOfMeasure.Nanoseconds, false),
        ("Address", UnitOfMeasure.Address, false),
        ("Percent", UnitOfMeasure.Percent, true),
    ];

    public static Unit Of(string property)
    {
        foreach (var (end, kind, kept) in Ends)
        {
            if (!property.EndsWith(end, StringComparison.Ordinal))
                continue;
            return new Unit(kept || property.Length == end.Length ? property : property[..^end.Length], kind);
        }

        return new Unit(property, UnitOfMeasure.None);
    }
}
