using System.Globalization;
using System.Text.RegularExpressions;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Lab.Hazards;

/// <summary>
/// A defect or hazard of one of the manual's examples: a scenario of <c>config/scenarios/manual/hazards</c>, and beside it, where there is a cure, the same work done by the driver
/// as corrected. Or a claim about an example that does not hold: a scenario that nothing breaks.
/// </summary>
/// <param name="Name">The name of its file, such as <c>9-1.2</c>.</param>
/// <param name="Scenario">What is explored.</param>
/// <param name="Corrected">The machine of the driver as corrected; null: there is none.</param>
public sealed partial record Hazard(string Name, Scenario Scenario, Scenario? Corrected)
{
    private const string Folder = "manual/hazards/";
    private const string Cured = "-corrected";

    /// <summary>Whether it is a claim that does not hold: nothing, or not the one thing, may be broken.</summary>
    public bool IsClaim => Scenario.Expect is { Verdict: ExpectedVerdict.Passed } or { Never: not null } or null;

    /// <summary>The rule that shows it, or the word in its place; null: any, or none for a claim.</summary>
    public string? Rule => IsClaim ? null : Scenario.Expect!.Rule ?? WordOf(Scenario.Expect.Verdict);

    /// <summary>The name of its scenario, as the command line takes it.</summary>
    public string Path => Folder + Name;

    /// <summary>The name of the scenario of the driver as corrected.</summary>
    public string CorrectedPath => Path + Cured;

    /// <summary>All that are there, in the order of their numbers.</summary>
    /// <param name="files">Where scenarios are.</param>
    /// <param name="catalog">Where their drivers and devices are found.</param>
    /// <param name="errors">What is wrong with them.</param>
    public static IReadOnlyList<Hazard> All(ScenarioFiles files, Catalog catalog, out IReadOnlyList<InputError> errors)
    {
        var found = new List<InputError>();
        errors = found;
        var names = files.Scenarios().Select(listing => listing.Name).Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Select(name => name[Folder.Length..]).ToHashSet(StringComparer.Ordinal);
        var hazards = new List<Hazard>();
        foreach (var name in names.Where(name => !name.EndsWith(Cured, StringComparison.Ordinal)).OrderBy(Sorted, StringComparer.Ordinal))
        {
            var corrected = names.Contains(name + Cured) ? Load(name + Cured) : null;
            if (Load(name) is { } scenario)
                hazards.Add(new Hazard(name, scenario, corrected));
        }

        return hazards;

        Scenario? Load(string name)
        {
            var load = ScenarioLoader.Load(files.Find(Folder + name).Path!, catalog, new ScenarioLoadOptions { Files = files, Untimed = true });
            found.AddRange(load.Errors);
            return load.Scenario;
        }
    }

    /// <summary>What is asked of a scenario in which nothing, or not the one thing, may be broken: the rule to look for; null: any.</summary>
    internal static string? Never(Scenario scenario) => scenario.Expect?.Never;

    /// <summary>Null where a run fails of something that no word is said for.</summary>
    private static string? WordOf(ExpectedVerdict verdict) => verdict == ExpectedVerdict.Failed ? null : verdict.ToString().ToLowerInvariant();

    /// <summary>Numbers by their size.</summary>
    private static string Sorted(string name) => Number().Replace(name, match => match.Value.PadLeft(4, '0'));

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Number();
}
