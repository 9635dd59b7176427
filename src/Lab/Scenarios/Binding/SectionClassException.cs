namespace DmaActors.Lab.Scenarios.Binding;

/// <summary>A class that no section of a file can be bound to.</summary>
internal sealed class SectionClassException(Type type, string why) : Exception($"the settings class {type.FullName} cannot be used: {why}");
