namespace DmaActors.Cli.Output;

/// <summary>The answer of <c>dmasim new</c>.</summary>
internal sealed record NewDocument : Document
{
    /// <summary>The files that were written.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The commands to go on with, in order.</summary>
    public required IReadOnlyList<string> Next { get; init; }
}
