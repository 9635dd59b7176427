namespace DmaActors.Lab.Running;

/// <summary>What a caller of <see cref="RunSession"/> may change of a scenario. Null: as the scenario says.</summary>
public sealed record RunOptions
{
    /// <summary>A disk image for the first disk.</summary>
    public string? Image { get; init; }

    /// <summary>An fio I/O log to replay.</summary>
    public string? IoLog { get; init; }

    /// <summary>Write the image back to the user's file at the end, if the run passed.</summary>
    public bool WriteBack { get; init; }

    /// <summary>The scenario was loaded to be explored, untimed whatever its own mode is: a trace says so.</summary>
    public bool Untimed { get; init; }

    /// <summary>Entry points are called in all instances at once, as timed runs do it, also where the mode is untimed: the order of a timed run is followed.</summary>
    public bool AtOnce { get; init; }

    /// <summary>Follow the log's time stamps.</summary>
    public bool? Paced { get; init; }

    /// <summary>Requests outstanding at once.</summary>
    public int? Depth { get; init; }

    public ulong? Seed { get; init; }

    /// <summary>What is kept of the scenario's work; null: all of it.</summary>
    public Excerpt? Excerpt { get; init; }

    /// <summary>Where to write the trace; null: nowhere.</summary>
    public string? TracePath { get; init; }

    /// <summary>Invariants that cost more than constant time are checked too.</summary>
    public bool CheckFull { get; init; }

    /// <summary>Makes what the actors run on; null: a <see cref="DmaActors.Simulation.World"/>.</summary>
    public Func<DmaActors.Simulation.WorldOptions, DmaActors.Simulation.Hosting.IRuntime>? Runtime { get; init; }

    /// <summary>Where events are logged; null: nowhere.</summary>
    public DmaActors.Simulation.IWorldLog? Log { get; init; }
}
