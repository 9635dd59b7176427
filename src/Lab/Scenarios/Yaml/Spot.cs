namespace DmaActors.Lab.Scenarios.Yaml;

/// <summary>A place in a file; line and column are counted from 1.</summary>
internal readonly record struct Spot(string File, int Line, int Column);
