using DmaActors.Exploration.Campaigns;

namespace DmaActors.Lab.Hazards;

/// <summary>An exploration in which nothing should be found.</summary>
/// <param name="Campaign">What it has come to.</param>
/// <param name="Broken">What was found all the same; null: nothing.</param>
public sealed record SilentRun(CampaignReport Campaign, string? Broken);
