using System.Collections;

namespace DmaActors.Lab.Scenarios.Binding;

/// <summary>What may stand at some place of a file, found from the type of a property.</summary>
internal abstract class Shape
{
    /// <summary>What would be right, in words.</summary>
    public abstract string Expected { get; }
}

/// <summary>A single value.</summary>
internal sealed class ScalarShape(ScalarKind kind) : Shape
{
    public ScalarKind Kind { get; } = kind;

    public override string Expected => Kind.Expected;
}

/// <summary>A list; the file's replaces the one that was there.</summary>
internal sealed class ListShape(Type type, Shape item, int least) : Shape
{
    public Shape Item { get; } = item;

    /// <summary>The fewest items.</summary>
    public int Least { get; } = least;

    public override string Expected =>
        (Least > 0 ? $"a list with at least {Least} item{(Least == 1 ? "" : "s")}" : "a list") + $", each after `- `: {Item.Expected}";

    public IList Create() => (IList)Activator.CreateInstance(type)!;
}

/// <summary>Values by a name that the user chooses; the file's are added to those that were there.</summary>
internal sealed class TableShape(Type type, Shape item) : Shape
{
    public Shape Item { get; } = item;

    public override string Expected => $"names, each with its value: {Item.Expected}";

    public IDictionary Create() => (IDictionary)Activator.CreateInstance(type)!;
}

/// <summary>A section whose class somebody else names: the settings of a device model or of a driver.</summary>
internal sealed class OpenShape : Shape
{
    public override string Expected => "a section with keys";
}
