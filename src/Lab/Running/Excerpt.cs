using System.Text.Json.Serialization;

namespace DmaActors.Lab.Running;

/// <summary>What is kept of the work of a scenario where some of it was left out: a run that was shrunk needs little of it. What is kept is the same as in the whole, to the byte. A machine can be without what only makes runs longer, too.</summary>
public sealed record Excerpt
{
    /// <summary>The instances that the machine has, in the order of the scenario.</summary>
    [JsonPropertyName("instances")]
    public required IReadOnlyList<string> Instances { get; init; }

    /// <summary>The lines of the plan that are left, in its order. Empty for frames.</summary>
    [JsonPropertyName("requests")]
    public required IReadOnlyList<KeptRequest> Requests { get; init; }

    /// <summary>Frames that each network instance sends; null: the work is no frames.</summary>
    [JsonPropertyName("frames")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Frames { get; init; }

    /// <summary>Instances that share an interrupt line in the scenario have lines of their own here, so that no handler is asked about another's interrupt.</summary>
    [JsonPropertyName("ownLines")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool OwnLines { get; init; }

    /// <summary>Each cookie is moved in one grant of the bus, and not by halves.</summary>
    [JsonPropertyName("wholeGrants")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WholeGrants { get; init; }
}

/// <summary>A request that is left.</summary>
/// <param name="Ordinal">Its place in the whole plan, from 0.</param>
/// <param name="Length">Its bytes, which may be fewer than there; 0 if it has no range.</param>
public sealed record KeptRequest([property: JsonPropertyName("ordinal")] int Ordinal, [property: JsonPropertyName("length")] long Length);
