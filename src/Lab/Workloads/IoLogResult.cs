namespace DmaActors.Lab.Workloads;

/// <summary>What came of reading a log.</summary>
/// <param name="Plan">What to run; null if there are errors.</param>
/// <param name="Errors">All that is wrong with the log.</param>
internal sealed record IoLogResult(IoPlan? Plan, InputErrors Errors);
