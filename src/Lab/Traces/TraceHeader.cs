using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using DmaActors.Lab.Running;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Lab.Traces;

/// <summary>The second line of a trace: what must be the same for the run to be the same.</summary>
public sealed record TraceHeader
{
    [JsonPropertyName("version")]
    public required string Version { get; init; }

    /// <summary>The scenario's file as it was given.</summary>
    [JsonPropertyName("scenario")]
    public required string Scenario { get; init; }

    [JsonPropertyName("scenarioSha256")]
    public required string ScenarioSha256 { get; init; }

    [JsonPropertyName("seed")]
    public required string Seed { get; init; }

    [JsonPropertyName("platform")]
    public string? Platform { get; init; }

    [JsonPropertyName("image")]
    public string? Image { get; init; }

    [JsonPropertyName("iolog")]
    public string? IoLog { get; init; }

    [JsonPropertyName("iologSha256")]
    public string? IoLogSha256 { get; init; }

    /// <summary>Whether any message could be next, whatever the scenario's own mode is.</summary>
    [JsonPropertyName("untimed")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Untimed { get; init; }

    [JsonPropertyName("paced")]
    public bool? Paced { get; init; }

    [JsonPropertyName("depth")]
    public int? Depth { get; init; }

    /// <summary>What was kept of the scenario's work; null: all of it.</summary>
    [JsonPropertyName("excerpt")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Excerpt? Excerpt { get; init; }

    [JsonPropertyName("assemblies")]
    public IReadOnlyList<string> Assemblies { get; init; } = [];

    /// <summary>The header of a run.</summary>
    internal static TraceHeader Of(Scenario scenario, RunOptions options, ulong seed)
    {
        var log = options.IoLog ?? (scenario.Workload.Iolog is { } file ? scenario.Resolve(file) : null);
        return new TraceHeader
        {
            Version = CurrentVersion,
            Scenario = scenario.File,
            ScenarioSha256 = HashOf(scenario.File),
            Seed = seed.ToString(CultureInfo.InvariantCulture),
            Platform = scenario.Platform,
            Image = options.Image,
            IoLog = options.IoLog,
            IoLogSha256 = log is null ? null : HashOf(log),
            Untimed = options.Untimed,
            Paced = options.Paced,
            Depth = options.Depth,
            Excerpt = options.Excerpt,
            Assemblies = scenario.Assembly,
        };
    }

    internal static string CurrentVersion { get; } = typeof(TraceHeader).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    internal static string HashOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
