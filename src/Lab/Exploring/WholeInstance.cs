namespace DmaActors.Lab.Exploring;

/// <summary>A driver with a member that its contexts may share and nobody observes: dpor takes any two steps of an instance for dependent, and explores orders that differ in nothing.</summary>
/// <param name="Driver">Its name.</param>
/// <param name="Field">The member, for example <c>MyDriver.queue</c>.</param>
public sealed record WholeInstance(string Driver, string Field);
