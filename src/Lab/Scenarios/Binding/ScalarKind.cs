using System.Text.Json.Nodes;
using DmaActors.Lab.Scenarios.Yaml;

namespace DmaActors.Lab.Scenarios.Binding;

/// <summary>One way in which a single value is written: how it is read, described, written back and expressed in the schema.</summary>
internal abstract class ScalarKind
{
    /// <summary>What would be right, in words.</summary>
    public abstract string Expected { get; }

    /// <summary>Gives the value in the type of the property, or the problem with it. The node is not null and not empty.</summary>
    public abstract (object? Value, Problem? Problem) Read(ScalarNode node);

    /// <summary>The value as one writes it in a file.</summary>
    public abstract string Write(object value);

    /// <summary>The schema's keywords for the value.</summary>
    public abstract JsonObject Schema();

    /// <summary>The value as the schema's <c>default</c> has it.</summary>
    public virtual JsonNode? Default(object value) => JsonValue.Create(Write(value));

    protected static (object? Value, Problem? Problem) Bad(string message, string expected) => (null, new Problem(message, expected));
}
