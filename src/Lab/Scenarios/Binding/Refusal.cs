using System.ComponentModel.DataAnnotations;

namespace DmaActors.Lab.Scenarios.Binding;

/// <summary>What a section says of its own keys together; unlike a plain <see cref="ValidationResult"/> it also says what would be right.</summary>
/// <param name="property">The property whose key is at fault.</param>
internal sealed class Refusal(string property, string message, string expected) : ValidationResult(message, [property])
{
    public string Expected { get; } = expected;
}
