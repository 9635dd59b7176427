namespace DmaActors.Simulation;

/// <summary>Keeps a member of a message out of the trace hash, because another member already identifies it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Field)]
public sealed class NotDigestedAttribute : Attribute;
