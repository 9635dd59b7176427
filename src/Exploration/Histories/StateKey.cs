namespace DmaActors.Exploration.Histories;

/// <summary>Something that an actor holds at some time of a run.</summary>
/// <param name="Actor">The actor.</param>
/// <param name="Group">What kind of thing it is.</param>
/// <param name="Name">Its name within the group.</param>
public readonly record struct StateKey(string Actor, string Group, string Name);

/// <summary>It has another value from here on.</summary>
/// <param name="Key">Its place among <see cref="RunHistory.Keys"/>.</param>
/// <param name="Value">The new value; null: it is there no more.</param>
public readonly record struct StateChange(int Key, string? Value);
