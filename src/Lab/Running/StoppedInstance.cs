namespace DmaActors.Lab.Running;

/// <summary>A driver instance that was stopped because its code threw, while the machine went on.</summary>
/// <param name="Instance">Its name.</param>
/// <param name="Panic">What happened, in words.</param>
/// <param name="Step">In which step, from 1; where actors run on several threads, of the instance's own.</param>
/// <param name="IsRestarted">Whether another one has taken its place.</param>
/// <param name="Held">What it held of the system, which was taken back, and the requests that it had not completed.</param>
public sealed record StoppedInstance(string Instance, string Panic, long Step, bool IsRestarted, IReadOnlyList<string> Held);
