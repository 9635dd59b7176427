using DmaActors.Simulation;

namespace DmaActors.Lab.Running;

/// <summary>How far a run is.</summary>
/// <param name="Completed">Reads, writes and trims completed.</param>
/// <param name="Total">How many of them the workload has.</param>
/// <param name="Steps">Messages delivered.</param>
/// <param name="VirtualTime">Virtual time.</param>
public readonly record struct RunProgress(long Completed, long Total, long Steps, VirtualTime VirtualTime);
