using System.Reflection;

namespace DmaActors.Lab.Scenarios.Binding;

/// <summary>A section: its keys are the settable properties of a class, in the order of their declaration.</summary>
internal sealed class SectionShape : Shape
{
    private const int DeepestClass = 16;

    private SectionShape(Type type, IReadOnlyList<KeyShape> keys)
    {
        Type = type;
        Keys = keys;
    }

    public Type Type { get; }

    public IReadOnlyList<KeyShape> Keys { get; }

    public override string Expected => $"a section with the keys {string.Join(", ", Keys.Select(key => key.Name))}";

    public static SectionShape Of(Type type) => Of(type, 1);

    /// <exception cref="SectionClassException">The class cannot be bound: a fault of the one who wrote the class, not of the file.</exception>
    internal static SectionShape Of(Type type, int depth)
    {
        if (depth > DeepestClass)
            throw new SectionClassException(type, "it contains itself");
        if (type.IsAbstract || type.GetConstructor(Type.EmptyTypes) is null)
            throw new SectionClassException(type, "it needs a public constructor without parameters");
        var keys = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            .OrderBy(property => Ancestors(property.DeclaringType!))
            .ThenBy(property => property.MetadataToken)
            .Select(property => KeyShape.Of(property, depth))
            .ToList();
        var twice = keys.GroupBy(key => key.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? new SectionShape(type, keys) : throw new SectionClassException(type, $"two properties have the key `{twice.Key}`");
    }

    public KeyShape? Find(string key) => Keys.FirstOrDefault(shape => shape.Name == key);

    public object Create() => Activator.CreateInstance(Type)!;

    private static int Ancestors(Type type) => type.BaseType is { } parent ? Ancestors(parent) + 1 : 0;
}
