using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using DmaActors.Exploration;
using DmaActors.Exploration.Campaigns;
using DmaActors.Exploration.Reduction;
using DmaActors.Lab.Inputs;
using DmaActors.Simulation;

namespace DmaActors.Lab.Exploring;

/// <summary>
/// The directory of an exploration: traces of violations, and how far it has come, so that another can go on there. One exploration at a time has it.
/// </summary>
public sealed class ExploreDirectory : IDisposable
{
    private const string StateName = "explore.json";
    private const string LockName = ".exploring";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly FileStream held;

    private ExploreDirectory(string path, FileStream held)
    {
        Directory = path;
        this.held = held;
    }

    public string Directory { get; }

    private string StatePath => Path.Combine(Directory, StateName);

    /// <summary>Makes the directory and takes it. Null, and the error, when that cannot be.</summary>
    public static ExploreDirectory? Open(string path, out InputError? error)
    {
        error = OutDirectory.Check(path);
        if (error is not null)
            return null;
        try
        {
            return new ExploreDirectory(path, new FileStream(Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (IOException)
        {
            error = InputError.OfFile(path, "--out", "another exploration is writing there", "a directory of its own for each, or to wait until the other has ended");
            return null;
        }
    }

    public string TracePath(string name) => Path.Combine(Directory, name);

    /// <summary>Keeps how far an exploration has come. What was kept before stays until the new is whole.</summary>
    internal void Save(ExploreKey key, CampaignState state)
    {
        var next = StatePath + ".new";
        File.WriteAllText(next, JsonSerializer.Serialize(StateFile.Of(key, state), Json) + "\n");
        File.Move(next, StatePath, overwrite: true);
    }

    /// <summary>Reads how far an exploration of the same scenario by the same strategy has come. Null, and the error, if there is none.</summary>
    internal CampaignState? Load(ExploreKey key, out InputError? error)
    {
        const string Expected = "the directory that an exploration of this scenario, with this strategy and seed, has left";
        error = null;
        try
        {
            var file = JsonSerializer.Deserialize<StateFile>(File.ReadAllText(StatePath), Json) ?? throw new JsonException("there is nothing in it");
            if (file.ScenarioSha256 != key.ScenarioSha256)
                error = InputError.OfFile(StatePath, "scenarioSha256", "the scenario has changed since, or is another", Expected);
            else if (file.Strategy != key.Strategy)
                error = InputError.OfFile(StatePath, "strategy", $"it explored by {file.Strategy}, and this is {key.Strategy}", Expected);
            else if (file.Version != key.Version)
                error = InputError.OfFile(StatePath, "version", $"it is of dmasim {file.Version}, and this is {key.Version}", "an exploration of this version");
            else if (file.Code != key.Code)
                error = InputError.OfFile(StatePath, "code", "drivers or devices were compiled anew since", "an exploration of the same code, or to begin anew");
            return error is null ? file.State() : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            error = InputError.OfFile(Directory, "--resume", "no exploration has left anything there", Expected);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or FormatException or OverflowException)
        {
            error = InputError.OfFile(StatePath, "--resume", $"it cannot be read: {exception.Message}", Expected);
        }

        return null;
    }

    public void Dispose() => held.Dispose();

    /// <summary>The file as it is written.</summary>
    private sealed record StateFile(
        string Version,
        string ScenarioSha256,
        string Strategy,
        string Code,
        long Pieces,
        long Schedules,
        long Steps,
        long Unfinished,
        double ElapsedSeconds,
        IReadOnlyList<KeptViolation> Violations,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<KeptPart>? Parts)
    {
        public static StateFile Of(ExploreKey key, CampaignState state) => new(
            key.Version,
            key.ScenarioSha256,
            key.Strategy,
            key.Code,
            state.Pieces,
            state.Schedules,
            state.Steps,
            state.Unfinished,
            state.Elapsed.TotalSeconds,
            [.. state.Violations.Select(KeptViolation.Of)],
            state.Parts.Count == 0 ? null : [.. state.Parts.Select(KeptPart.Of)]);

        public CampaignState State() => new(Pieces, Schedules, Steps, Unfinished, TimeSpan.FromSeconds(ElapsedSeconds), [.. Violations.Select(violation => violation.Counterexample())])
        {
            Parts = [.. (Parts ?? []).Select(part => part.Done())],
        };
    }

    /// <summary>A part of the space of dpor that is done.</summary>
    private sealed record KeptPart(int Part, long Classes, long Blocked, long Unfinished, long Steps, IReadOnlyList<KeptViolation> Violations, IReadOnlyList<RaceCount> Races)
    {
        public static KeptPart Of(DonePart done) => new(done.Part, done.Classes, done.Blocked, done.Unfinished, done.Steps, [.. done.Violations.Select(KeptViolation.Of)], done.Races);

        public DonePart Done() => new(Part, Classes, Blocked, Unfinished, Steps, [.. Violations.Select(violation => violation.Counterexample())], Races);
    }

    /// <summary>A violation with its tape, a choice a word: <c>S1/3:0badcafe</c> is step 1 of 3, <c>V0/2:...</c> a value.</summary>
    private sealed record KeptViolation(
        [property: JsonConverter(typeof(JsonStringEnumConverter<ViolationKind>))] ViolationKind Kind, string Rule, string Where, string Text, long Step, long Schedule, long Steps, string Digest, bool HasEnded, string Choices)
    {
        public static KeptViolation Of(Counterexample example) => new(
            example.Violation.Kind,
            example.Violation.Rule,
            example.Violation.Where,
            example.Violation.Text,
            example.Violation.Step,
            example.Schedule,
            example.Steps,
            example.Digest.ToString("x16", CultureInfo.InvariantCulture),
            example.HasEnded,
            string.Join(' ', example.Choices.Select(Word)));

        public Counterexample Counterexample() => new(
            new Violation(Kind, Rule, Where, Text, Step),
            Schedule,
            Steps,
            [.. Choices.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Choice)],
            ulong.Parse(Digest, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            HasEnded);

        private static string Word(Choice choice) =>
            string.Create(CultureInfo.InvariantCulture, $"{(choice.Kind == ChoiceKind.Step ? 'S' : 'V')}{choice.Chosen}/{choice.Options}:{choice.Point:x8}");

        private static Choice Choice(string word)
        {
            var (slash, colon) = (word.IndexOf('/'), word.IndexOf(':'));
            if (word[0] is not ('S' or 'V') || slash < 2 || colon < slash)
                throw new FormatException($"'{word}' is no choice");
            return new Choice(
                word[0] == 'S' ? ChoiceKind.Step : ChoiceKind.Value,
                int.Parse(word.AsSpan(slash + 1, colon - slash - 1), NumberStyles.None, CultureInfo.InvariantCulture),
                int.Parse(word.AsSpan(1, slash - 1), NumberStyles.None, CultureInfo.InvariantCulture),
                uint.Parse(word.AsSpan(colon + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        }
    }
}
