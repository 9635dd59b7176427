namespace DmaActors.Lab.Machines;

/// <summary>Assemblies that cannot be used together, or at all.</summary>
public sealed class CatalogException(string message) : Exception(message);
