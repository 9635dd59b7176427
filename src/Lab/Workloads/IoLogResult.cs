namespace DmaActors.Lab.Workloads;

/// <summary>What came of reading a log.</summary>
/// <param name="Plan">What to run; null if there are errors.</param>
/// <param name="Errors">All that is wrong with the log.</param>
/// <param name="CanBeReadAgain">Whether it is a file; from a pipe a log comes once.</param>
internal sealed record IoLogResult(IoPlan? Plan, InputErrors Errors, bool CanBeReadAgain = true);
