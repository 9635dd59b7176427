using DmaActors.Cli.CommandLine;
using DmaActors.Lab.Running;
using DmaActors.Simulation;

namespace DmaActors.Cli.Running;

/// <summary>What a run was asked to do beside what its scenario says.</summary>
internal sealed record RunRequest
{
    /// <summary>A name or a path.</summary>
    public required string Scenario { get; init; }

    public string? Platform { get; init; }

    /// <summary>Any message may be next, whatever the scenario's own mode is.</summary>
    public bool Untimed { get; init; }

    public string? Image { get; init; }

    public string? IoLog { get; init; }

    public bool WriteBack { get; init; }

    /// <summary>Null: as the scenario says.</summary>
    public bool? Paced { get; init; }

    public int? Depth { get; init; }

    public RuntimeKind Runtime { get; init; }

    /// <summary>How many virtual seconds pass in a real one, where time is real; null: as many.</summary>
    public double? TimeScale { get; init; }

    /// <summary>For how many minutes rounds are repeated; null: there is one.</summary>
    public int? SoakMinutes { get; init; }

    public RunOptions OptionsFor(Invocation invocation, IWorldLog log, IRuntimeHost? host) => new()
    {
        Image = Image,
        IoLog = IoLog,
        WriteBack = WriteBack,
        Paced = Paced,
        Depth = Depth,
        Seed = invocation.Seed,
        TracePath = invocation.TracePath,
        Log = log,
        Runtime = host is null ? null : host.RuntimeFor,
    };
}
