using DmaActors.Lab.Exploring;
using DmaActors.Lab.Hazards;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Drivers.Tests.Manual;

/// <summary>The scenarios of config/scenarios/manual/hazards: what is a defect shows, and what is none does not. docs/manual-hazards.md is what `dmasim hazards` writes.</summary>
public sealed class HazardTests
{
    private static readonly IReadOnlyList<Hazard> All = Hazard.All(ScenarioFiles.Locate(), Rig.Catalog, out _);

    private static readonly StrategyKind[] Quickest = [StrategyKind.Postpone, StrategyKind.Pct, StrategyKind.Random];

    public static TheoryData<string> Shown => [.. All.Where(hazard => !hazard.IsClaim).Select(hazard => hazard.Name)];

    public static TheoryData<string> Silent => [.. All.Where(hazard => hazard.IsClaim || hazard.Corrected is not null).Select(hazard => hazard.Name)];

    /// <summary>Those whose section is written anew within seconds: one machine, or the default order.</summary>
    public static TheoryData<string> Cheap => ["9-3.1", "9-5.1", "9-5.3", "9-6.1", "9-8.1", "9-8.2", "9-8.5"];

    [Fact]
    public void All_scenarios_of_the_folder_can_be_read()
    {
        Hazard.All(ScenarioFiles.Locate(), Rig.Catalog, out var errors);

        Assert.Empty(errors);
        Assert.True(All.Count > 30);
    }

    [Fact]
    public void They_are_in_the_order_of_their_numbers() => Assert.Equal(["9-1.1", "9-1.2", "9-6.6", "9-6.10", "9-7.1", "R2", "R10"], All.Select(hazard => hazard.Name).Where(name => name is "9-1.1" or "9-1.2" or "9-6.6" or "9-6.10" or "9-7.1" or "R2" or "R10"));

    [Fact]
    public void Only_the_shortage_for_ever_has_no_cure() => Assert.Equal(["9-1.5"], All.Where(hazard => !hazard.IsClaim && hazard.Corrected is null).Select(hazard => hazard.Name));

    [Theory]
    [MemberData(nameof(Shown))]
    public void A_defect_shows_in_one_of_a_thousand_schedules(string name)
    {
        var hazard = Find(name);

        Assert.Contains(Quickest, strategy => Explore(hazard.Scenario, strategy, hazard.Rule, 1_000).Violations.Count > 0);
    }

    [Theory]
    [MemberData(nameof(Shown))]
    public void Its_smallest_run_can_be_read(string name)
    {
        var hazard = Find(name);

        var found = Quickest.Select(strategy => Explore(hazard.Scenario, strategy, hazard.Rule, 1_000, diagnose: true).Violations).First(violations => violations.Count > 0);

        var diagnosis = found[0].Diagnosis!.Diagnosis;
        Assert.InRange(diagnosis.Minimal.Switches, 0, 5);
        Assert.InRange(diagnosis.StepsToRead, 1, 80);
        Assert.True(diagnosis.Minimal.IsMinimal);
    }

    [Theory]
    [MemberData(nameof(Silent))]
    public void The_corrected_driver_and_a_rejected_claim_break_nothing(string name)
    {
        var hazard = Find(name);
        var scenario = hazard.IsClaim ? hazard.Scenario : hazard.Corrected!;

        Assert.All(Quickest, strategy => Assert.Empty(Explore(scenario, strategy, scenario.Expect!.Never, 200).Violations));
    }

    [Theory]
    [MemberData(nameof(Cheap))]
    public void The_page_is_what_the_command_writes(string name)
    {
        var study = new HazardSurvey(Rig.Catalog, new HazardOptions()).Of(Find(name), CancellationToken.None);

        Assert.True(study.IsAsExpected);
        Assert.Contains(HazardPage.Section(study), Page(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_has_a_section_for_each_in_their_order()
    {
        var page = Page();

        Assert.StartsWith(HazardPage.Head(new HazardOptions()), page, StringComparison.Ordinal);
        Assert.EndsWith(HazardPage.Foot, page, StringComparison.Ordinal);
        Assert.Equal(All.Select(hazard => hazard.Scenario.Title).Append("What is not here"), page.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]));
    }

    private static Hazard Find(string name) => All.Single(hazard => hazard.Name == name);

    private static string Page() => File.ReadAllText(Path.Combine(Path.GetDirectoryName(ScenarioFiles.Locate().ConfigDirectory)!, "docs", "manual-hazards.md"));

    private static ExploreReport Explore(Scenario scenario, StrategyKind strategy, string? rule, long schedules, bool diagnose = false)
    {
        var options = new ExploreOptions { Strategy = strategy, Schedules = schedules, Rule = rule, Diagnose = diagnose };
        using var session = ExploreSession.Prepare(scenario, Rig.Catalog, options, out var errors);
        Assert.Empty(errors);
        return session!.Execute(null, CancellationToken.None);
    }
}
