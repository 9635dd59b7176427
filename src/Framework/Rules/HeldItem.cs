namespace DmaActors.Framework.Rules;

/// <summary>Something that an instance held when it was stopped.</summary>
/// <param name="Instance">The name of the instance.</param>
/// <param name="Text">What it held, without a full stop.</param>
public sealed record HeldItem(string Instance, string Text);
