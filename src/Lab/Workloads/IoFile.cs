namespace DmaActors.Lab.Workloads;

/// <summary>A file that a plan names. Each is a disk of its own.</summary>
/// <param name="Name">As the log has it.</param>
/// <param name="RequiredBytes">The end of the highest range that is read, written or trimmed: the smallest disk that will do. 0 if nothing is.</param>
/// <param name="LeftOpen">The plan ends without closing it.</param>
internal sealed record IoFile(string Name, long RequiredBytes, bool LeftOpen);
