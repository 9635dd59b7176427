using System.CommandLine;
using DmaActors.Cli.CommandLine;
using DmaActors.Cli.Output;
using DmaActors.Cli.Running;
using DmaActors.Lab.Hazards;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Cli.Commands;

/// <summary><c>dmasim hazards</c>: how soon each defect of the manual's examples shows, why, and that the corrected drivers are free of it; as a page of Markdown.</summary>
internal sealed class HazardsCommand : DmaSimCommand
{
    private const int MostSeeds = 10_000;

    private static readonly HazardOptions Usual = new();

    private readonly Argument<string[]> items = new("ITEM") { Description = "Such as 9-1.2 or R3; without any: all, as a whole page.", Arity = ArgumentArity.ZeroOrMore };

    private readonly Option<int?> seeds = new("--seeds")
    {
        Description = $"Strategies that draw are tried with seeds 1 to this, which is 1 to {MostSeeds} (default {Usual.Seeds}).",
        HelpName = "N",
        CustomParser = NumberArgument.Parser("number of seeds", 1, MostSeeds),
    };

    private readonly Option<int?> schedules = new("--schedules")
    {
        Description = $"The most schedules for each strategy and seed, from 1 on (default {Usual.Schedules}).",
        HelpName = "N",
        CustomParser = NumberArgument.Parser("number of schedules", 1, int.MaxValue),
    };

    private readonly Option<int?> dporSchedules = new("--dpor-schedules")
    {
        Description = $"The most schedules of dpor, from 1 on (default {Usual.DporSchedules}).",
        HelpName = "N",
        CustomParser = NumberArgument.Parser("number of schedules", 1, int.MaxValue),
    };

    public HazardsCommand(CommonOptions common)
        : base("hazards", "Finds the defects and hazards of the manual's examples with every strategy, and writes a page of Markdown about them.", common)
    {
        Arguments.Add(items);
        Options.Add(seeds);
        Options.Add(schedules);
        Options.Add(dporSchedules);
    }

    protected internal override IReadOnlyList<(Option Option, string Why)> Unfit =>
    [
        (Common.Seed, "every hazard is tried with the seeds from 1 to --seeds"),
        (Common.Trace, "thousands of schedules are run: `dmasim explore` leaves the trace of one"),
        (Common.Report, "thousands of schedules are run: `dmasim explore` reports one"),
        (Common.Assembly, "the hazards are those of the manual's examples"),
    ];

    protected override int Execute(ParseResult arguments, Invocation invocation)
    {
        var catalog = Workbench.WithoutUser().Catalog;
        var all = Hazard.All(ScenarioFiles.Locate(), catalog, out var errors);
        var asked = arguments.GetValue(items) ?? [];
        var names = all.Select(hazard => hazard.Name).ToList();
        var unknown = asked.Except(names, StringComparer.Ordinal).Select(name => InputError.OfFile("", "ITEM", $"there is no hazard '{name}'", $"one of {string.Join(", ", names)}"));
        errors = [.. errors, .. unknown];
        if (errors.Count > 0)
            return invocation.Answer.Refuse(errors);
        var options = new HazardOptions
        {
            Seeds = arguments.GetValue(seeds) ?? Usual.Seeds,
            Schedules = arguments.GetValue(schedules) ?? Usual.Schedules,
            DporSchedules = arguments.GetValue(dporSchedules) ?? Usual.DporSchedules,
        };
        using var job = new HazardsJob(invocation, new HazardSurvey(catalog, options));
        return asked.Length == 0
            ? job.Execute(all, HazardPage.Head(options), HazardPage.Foot)
            : job.Execute([.. all.Where(hazard => asked.Contains(hazard.Name, StringComparer.Ordinal))], "", "");
    }
}
