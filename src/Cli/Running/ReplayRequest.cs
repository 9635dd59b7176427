namespace DmaActors.Cli.Running;

/// <summary>What a replay was asked for.</summary>
/// <param name="Trace">The file.</param>
/// <param name="Runtime">What the actors run on.</param>
/// <param name="To">The last step; null: to the end.</param>
/// <param name="Break">The step before which a debugger takes over; null: none.</param>
/// <param name="Show">The actors whose state is wanted there.</param>
internal sealed record ReplayRequest(string Trace, RuntimeKind Runtime, long? To, long? Break, IReadOnlyList<string> Show);
