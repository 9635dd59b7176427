using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace DmaActors.Cli.Output;

/// <summary>What every JSON document begins with. Fields are only ever added: a script that reads version 1 goes on working.</summary>
internal abstract record Document
{
    [JsonPropertyOrder(-10)]
    public string Schema { get; set; } = "";

    [JsonPropertyOrder(-9)]
    public string Version { get; init; } = Product.Version;

    /// <summary>The file of the scenario; null if the command has none.</summary>
    [JsonPropertyOrder(-8)]
    public string? Scenario { get; init; }

    /// <summary>A string, since not every reader has 64 bits.</summary>
    [JsonPropertyOrder(-7)]
    public string? Seed { get; init; }

    [JsonPropertyOrder(-6)]
    public required bool Ok { get; init; }

    /// <summary>As scenarios spell it; null if nothing was run.</summary>
    [JsonPropertyOrder(-5)]
    public string? Verdict { get; init; }

    [JsonPropertyOrder(-4)]
    public string? TraceHash { get; init; }

    /// <summary>Where the report was written; left out when none was.</summary>
    [JsonPropertyOrder(99)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Report { get; init; }

    /// <summary>Left out when there are none.</summary>
    [JsonPropertyOrder(100)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ErrorItem>? Errors { get; init; }
}

/// <summary>The answer when there is nothing to tell but errors.</summary>
internal sealed record ErrorDocument : Document
{
    /// <summary>After a fault of dmasim: the file with the details.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Details { get; init; }
}

/// <summary>Writes documents.</summary>
internal static class Documents
{
    public static DocumentContext Json { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static void Write<T>(T document, JsonTypeInfo<T> type)
    {
        using var output = Console.OpenStandardOutput();
        JsonSerializer.Serialize(output, document, type);
        output.Write("\n"u8);
        output.Flush();
    }
}

/// <summary>Readers and writers of documents, made at compile time: reflection would cost more than the rest of a short command.</summary>
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(SoakDocument))]
[JsonSerializable(typeof(InterruptedDocument))]
[JsonSerializable(typeof(ExploreDocument))]
[JsonSerializable(typeof(HazardsDocument))]
[JsonSerializable(typeof(ReplayDocument))]
[JsonSerializable(typeof(ExplainDocument))]
[JsonSerializable(typeof(ExportDocument))]
[JsonSerializable(typeof(VerifyDocument))]
[JsonSerializable(typeof(ListDocument))]
[JsonSerializable(typeof(BenchDocument))]
[JsonSerializable(typeof(NewDocument))]
internal sealed partial class DocumentContext : JsonSerializerContext;
