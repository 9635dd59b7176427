using System.Text.Json.Serialization;

namespace DmaActors.Cli.Output;

/// <summary>The answer of <c>dmasim list</c>.</summary>
internal sealed record ListDocument : Document
{
    public required IReadOnlyList<ListItem> Items { get; init; }
}

/// <summary>Something that a scenario or an option can name.</summary>
/// <param name="Id">As it is named.</param>
/// <param name="Title">What it is, in one line.</param>
/// <param name="Kind"><c>driver</c>, <c>device</c>, <c>platform</c>, <c>scenario</c>, <c>rule</c> or <c>strategy</c>.</param>
internal sealed record ListItem(string Id, string Title, string Kind)
{
    /// <summary>Where it is, of what is a file.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? File { get; init; }

    /// <summary>The place in the manual on which a rule stands.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Manual { get; init; }

    /// <summary>What to do about a broken rule.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Cure { get; init; }
}
