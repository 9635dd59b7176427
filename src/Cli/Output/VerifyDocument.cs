namespace DmaActors.Cli.Output;

/// <summary>The answer of <c>dmasim verify</c>.</summary>
internal sealed record VerifyDocument : Document
{
    public required long Cases { get; init; }

    public required long Mismatches { get; init; }

    /// <summary>The first ten mismatches.</summary>
    public required IReadOnlyList<MismatchItem> First { get; init; }
}

/// <summary>A case whose result is not the expected one.</summary>
internal sealed record MismatchItem(string File, int Line, string Id, string Expected, string Found);
