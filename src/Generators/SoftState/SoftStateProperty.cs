using DmaActors.Generators.Text;

namespace DmaActors.Generators.SoftState;

/// <summary>All that the text of one soft-state property depends on.</summary>
/// <param name="Name">As the driver's author wrote it, without the @ of a keyword.</param>
/// <param name="Modifiers">The words before the type, for example <c>public partial</c>.</param>
/// <param name="Getter">Its accessor's own modifiers and name, for example <c>private get</c>.</param>
/// <param name="HasField">The language has the <c>field</c> keyword (C# 14): then an initializer is allowed, and an unset reference is warned of.</param>
internal sealed record SoftStateProperty(string Name, string Modifiers, string Type, string Getter, string Setter, bool HasField);

/// <summary>One property as found: the class that it belongs to, or what is wrong with it.</summary>
internal sealed record SoftStateFinding(TypeShell? Owner, SoftStateProperty? Property, EquatableArray<Problem> Problems);

/// <summary>The soft state of one class, which goes into one file.</summary>
internal sealed record SoftStateClass(TypeShell Shell, EquatableArray<SoftStateProperty> Properties);
