namespace DmaActors.Simulation;

/// <summary>One thing that an actor holds, as text.</summary>
/// <param name="Group">What kind of thing: <c>soft state</c>, <c>locks</c>, <c>pools</c>.</param>
/// <param name="Name">Its name, which is unique in the group.</param>
/// <param name="Value">What it is now.</param>
public readonly record struct StateItem(string Group, string Name, string Value);
