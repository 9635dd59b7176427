using DmaActors.Exploration.Replay;

namespace DmaActors.Exploration.Shrinking;

/// <summary>What tells a failing run from the nearest one that does not show the violation: two steps, in one order here and in the other there.</summary>
/// <param name="First">What was delivered first in the failing run, and is second in the other.</param>
/// <param name="Second">What came too late in the failing run.</param>
/// <param name="Schedule">The run that does not show the violation.</param>
/// <param name="Meet">Both are deliveries to one actor, or to contexts of one: it is plain that their order can matter there.</param>
public sealed record NearestRun(StepName First, StepName Second, Schedule Schedule, bool Meet);
