namespace DmaActors.Lab.Exploring;

/// <summary>What must be the same for one exploration to go on where another has ended.</summary>
/// <param name="Version">Of dmasim.</param>
/// <param name="ScenarioSha256">The scenario's file.</param>
/// <param name="Strategy">The strategy with all that it depends on, in words.</param>
/// <param name="Code">The drivers and devices, as they were compiled.</param>
internal sealed record ExploreKey(string Version, string ScenarioSha256, string Strategy, string Code);
