namespace DmaActors.Lab.Scenarios.Binding;

/// <summary>What is wrong with a value, and what would be right.</summary>
internal sealed record Problem(string Message, string Expected);
