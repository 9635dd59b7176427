using DmaActors.Lab.Inputs;
using DmaActors.Lab.Scenarios.Binding;

namespace DmaActors.Lab.Scenarios;

/// <summary>What became of loading a scenario: the scenario or, if anything at all was wrong, all errors.</summary>
public sealed class ScenarioLoad
{
    private readonly Spots spots;

    internal ScenarioLoad(Scenario? scenario, IReadOnlyList<InputError> errors, Spots spots)
    {
        Scenario = scenario;
        Errors = errors;
        this.spots = spots;
    }

    /// <summary>Null if there are errors.</summary>
    public Scenario? Scenario { get; }

    /// <summary>By file, line and column.</summary>
    public IReadOnlyList<InputError> Errors { get; }

    /// <summary>
    /// An error that somebody finds later (an I/O log that cannot be read, an assembly without drivers), at the line of the key that led to it.
    /// </summary>
    /// <param name="key">Such as <c>workload.iolog</c> or <c>devices[1].media.image</c>; if the file does not have it, the line of its section.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="expected">What would be right.</param>
    public InputError ErrorAt(string key, string message, string expected) => spots.Error(key, message, expected);
}

/// <summary>What the caller of the loader decides.</summary>
public sealed record ScenarioLoadOptions
{
    /// <summary>The files that come with the program; null means: found from the program's own directory.</summary>
    public ScenarioFiles? Files { get; init; }

    /// <summary>The platform to take in place of the scenario's own (<c>--platform</c>).</summary>
    public string? Platform { get; init; }

    /// <summary>An I/O log to take in place of the scenario's own (<c>--iolog</c>), relative to the current directory.</summary>
    public string? Iolog { get; init; }

    /// <summary>Any message may be next, whatever the scenario's own mode is: it is to be explored.</summary>
    public bool Untimed { get; init; }

    /// <summary>Whether files that the scenario names must be there.</summary>
    public bool FilesMustExist { get; init; } = true;
}
