namespace DmaActors.Cli.Output;

/// <summary>The answer of <c>dmasim bench</c>.</summary>
internal sealed record BenchDocument : Document
{
    /// <summary>What it was measured on.</summary>
    public required string Machine { get; init; }

    /// <summary>The user stopped it: the results are those so far.</summary>
    public required bool Cancelled { get; init; }

    public required IReadOnlyList<BenchItem> Results { get; init; }
}

/// <summary>One figure: median, least and most of the runs.</summary>
internal sealed record BenchItem(string Name, string Unit, double Median, double Min, double Max)
{
    /// <summary>Messages of one schedule; 0 where there are no schedules.</summary>
    public double MessagesPerSchedule { get; init; }

    /// <summary>Bytes allocated for each message, schedule or bind; null where they were not counted.</summary>
    public double? AllocatedBytes { get; init; }
}
