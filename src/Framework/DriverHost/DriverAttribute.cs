namespace DmaActors.Framework;

/// <summary>Makes a driver known to scenarios. The class derives from <see cref="Driver"/> and has a constructor <c>(DevInfo)</c> or <c>(DevInfo, TSettings)</c>.</summary>
/// <param name="name">How scenarios name it: lower case with dashes.</param>
/// <param name="title">One line for <c>dmasim list drivers</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DriverAttribute(string name, string title) : Attribute
{
    public string Name { get; } = name;

    public string Title { get; } = title;

    /// <summary>The class of its <c>driverSettings:</c>; null: it has none.</summary>
    public Type? Settings { get; init; }
}
