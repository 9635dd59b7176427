using System.Globalization;
using System.Text;
using DmaActors.Exploration.Explanation;

namespace DmaActors.Lab.Hazards;

/// <summary>A survey as a page of Markdown.</summary>
public static class HazardPage
{
    /// <summary>Of longer runs it is said how many steps are left where a diagram folds what could not have been otherwise.</summary>
    private const long LongestUnfolded = 80;

    /// <summary>What stands above the sections.</summary>
    public static string Head(HazardOptions options) => Invariant(
        $"""
        # Hazards of the manual's examples

        Written by `dmasim hazards > docs/manual-hazards.md`, and held by tests. Every defect and hazard of the numbered examples of *Writing Device Drivers*, chapter 9, that does not depend on what the
        examples leave out, each on the smallest scenario that shows it; then claims about them that do not hold.

        For each: the command that finds it; how many schedules every strategy runs until the first that shows it (0 is the default order, in which nothing is put off), over the
        seeds 1 to {options.Seeds} as least / median / most, with at most {options.Schedules:N0} schedules a seed ({options.DporSchedules:N0} for dpor); the smallest run that is left when
        work, instances, steps, shared interrupt lines and switches away from the default order have been taken out; why it fails; and what becomes of the driver as corrected on the same machine.
        How long that takes is in [benchmarks.md](benchmarks.md).


        """);

    /// <summary>What stands below them.</summary>
    public static string Foot =>
        """
        ## What is not here

        - Item 9 of example 9-1: the handler looks at no result of the start routine, and comes to the same as item 4.
        - Items 6 and 7 of example 9-1, 4, 7 and 8 of 9-6, 4 of 9-7, and what 9-3 and 9-4 do in their branches for errors: they depend on code that the examples leave out.
        - 9-3, a count of cookies that is ignored, and DDI_DMA_SLEEP with attributes that cannot be satisfied: memory of `ddi_dma_mem_alloc` is contiguous, and where the attributes cannot be
          satisfied it fails at once, so that nothing is left to go wrong.
        - Item 9 of 9-6: detach returns while the last callback has done all its work but returned. Nothing of the driver is touched after that.
        - Claims R6 and R11, which are not about the order of messages: `tests/Drivers.Tests/Manual/RejectedClaimTests.cs`.

        """;

    /// <summary>The section of one hazard.</summary>
    public static string Section(HazardStudy study)
    {
        var hazard = study.Hazard;
        var page = new StringBuilder();
        page.Append(Invariant($"## {hazard.Scenario.Title}\n\n{hazard.Scenario.About.Trim()}\n\n"));
        if (!hazard.IsClaim)
        {
            page.Append(Invariant($"`dmasim explore {hazard.Path}{How(study.Soonest)}{Asked(hazard.Rule)}`\n\n"));
            WriteHits(page, study);
        }

        if (study.Diagnosis is { } diagnosis)
        {
            var minimal = diagnosis.Diagnosis.Minimal;
            page.Append(Invariant($"- **Smallest run:** {Steps(diagnosis.Diagnosis)}, {Count(minimal.Switches, "switch", "switches")} away from the default order.\n"));
            page.Append(Invariant($"- **Why:** {diagnosis.Sentence}\n"));
            if (diagnosis.Cure is { } cure)
                page.Append(Invariant($"- **Cure:** {cure}.\n"));
        }

        WriteSilence(page, study);
        return page.Append('\n').ToString();
    }

    private static void WriteHits(StringBuilder page, HazardStudy study)
    {
        if (study.Hits.All(hit => hit.Sorted is [0]))
        {
            page.Append("The default order shows it, so every strategy does before its first schedule.\n\n");
            return;
        }

        page.Append("| strategy | schedules to the first that shows it |\n|---|---|\n");
        foreach (var hit in study.Hits)
            page.Append(Invariant($"| {hit.Strategy.Name} | {Describe(hit)} |\n"));
        page.Append('\n');
    }

    private static string Describe(StrategyHits hit)
    {
        var found = hit.Sorted;
        var bound = hit.IsExhausted ? "in all that there are" : Invariant($"in {hit.Bound:N0}");
        if (hit.First.Count == 1)
            return found is [var only] ? Invariant($"{only:N0}") : $"not {bound}";
        if (found.Count == 0)
            return Invariant($"not {bound}, with any of {hit.First.Count} seeds");
        var numbers = Invariant($"{found[0]:N0} / {found[(found.Count - 1) / 2]:N0} / {found[^1]:N0}");
        return found.Count == hit.First.Count ? numbers : Invariant($"{numbers} with {found.Count} of {hit.First.Count} seeds, not {bound} with the others");
    }

    private static void WriteSilence(StringBuilder page, HazardStudy study)
    {
        var hazard = study.Hazard;
        if (study is not { Silence: { } silence, Drawn: { } drawn })
        {
            page.Append("- **As corrected:** there is no driver that could do better.\n");
            return;
        }

        var never = (hazard.IsClaim ? hazard.Scenario : hazard.Corrected!).Expect?.Never;
        var nothing = never is null ? "nothing is broken" : $"no {never} is seen";
        var campaign = silence.Campaign;
        var space = silence.Broken is { } broken ? $"**{broken}**"
            : campaign.Exhaustive ? Invariant($"all {campaign.Classes:N0} classes explored, {nothing}")
            : Invariant($"{campaign.Classes:N0} classes explored in {campaign.Schedules:N0} schedules, which are not all: {nothing}");
        var random = drawn.Broken is { } other ? $"**{other}**" : Invariant($"{drawn.Campaign.Schedules:N0} random ones: {nothing}");
        page.Append(Invariant($"- **{(hazard.IsClaim ? "Explored" : "As corrected")}:** {space}; {random}. `dmasim explore {(hazard.IsClaim ? hazard.Path : hazard.CorrectedPath)} --strategy dpor{Asked(never)}`\n"));
    }

    /// <summary>The options with which it is found soonest; none where the default order shows it.</summary>
    private static string How(StrategyHits? soonest) => soonest switch
    {
        null or { Sorted: [0, ..] } => "",
        { BestSeed: { } seed } => Invariant($" --strategy {soonest.Strategy.Name} --seed {seed}"),
        _ => $" --strategy {soonest.Strategy.Name}",
    };

    private static string Asked(string? rule) => rule is null ? "" : $" --rule {rule}";

    private static string Steps(Diagnosis diagnosis) => diagnosis.Minimal.Run.Steps <= LongestUnfolded
        ? Invariant($"{diagnosis.Minimal.Run.Steps:N0} steps")
        : Invariant($"{diagnosis.Minimal.Run.Steps:N0} steps ({diagnosis.StepsToRead:N0} to read: the others are replies beside which nothing else could have been next)");

    private static string Count(int count, string one, string many) => Invariant($"{count:N0} {(count == 1 ? one : many)}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
