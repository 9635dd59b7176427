namespace DmaActors.Exploration.Shrinking;

/// <summary>
/// A run as the default order (always the oldest message, always the default value) but for some departures. Any run can be said so, and of a minimal one little is left to say.
/// </summary>
/// <param name="Switches">Departures in the order of steps.</param>
/// <param name="Values">Departures in values.</param>
public sealed record Schedule(IReadOnlyList<Switch> Switches, IReadOnlyList<OddValue> Values)
{
    /// <summary>The default order itself.</summary>
    public static Schedule Default { get; } = new([], []);

    public bool IsDefault => Switches.Count == 0 && Values.Count == 0;

    /// <summary>The same without one of its switches.</summary>
    public Schedule Without(int index) => this with { Switches = [.. Switches.Where((_, i) => i != index)] };

    /// <summary>The same with another switch in one place.</summary>
    public Schedule With(int index, Switch other) => this with { Switches = [.. Switches.Select((one, i) => i == index ? other : one)] };
}
