using System.Collections.Concurrent;
using System.Globalization;
using DmaActors.Exploration;
using DmaActors.Exploration.Campaigns;
using DmaActors.Exploration.Replay;
using DmaActors.Exploration.Strategies;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Running;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Scenarios.Binding;
using DmaActors.Lab.Traces;
using DmaActors.Simulation;

namespace DmaActors.Lab.Exploring;

/// <summary>An exploration that has been prepared: all inputs are read and right. Execute it once.</summary>
public sealed class ExploreSession : IDisposable
{
    private const int DefaultDepth = 3;
    private const int DefaultPostponed = 2;
    private const long DefaultSchedules = 10_000;
    private static readonly TimeSpan DefaultTime = TimeSpan.FromSeconds(60);

    /// <summary>A run may be so many times as long as the default order.</summary>
    private const int TimesDefault = 20;

    /// <summary>The bound of the default order itself.</summary>
    private const long LongestDefault = 1_000_000;

    private readonly Scenario scenario;
    private readonly Catalog catalog;
    private readonly ExploreOptions options;
    private readonly RunInputs inputs;
    private readonly ulong seed;

    /// <summary>Null: nothing is kept.</summary>
    private readonly ExploreDirectory? directory;
    private readonly CampaignState start;
    private readonly ConcurrentBag<ScenarioModel> models = [];
    private long stepBound;

    /// <summary>The model that runs what is not the campaign: the default order, and replays.</summary>
    private readonly ScenarioModel model;

    /// <summary>The model that tries what a violation needs.</summary>
    private volatile ScenarioModel? trial;

    private ExploreSession(Scenario scenario, Catalog catalog, ExploreOptions options, RunInputs inputs, ulong seed, ExploreDirectory? directory, CampaignState start)
    {
        this.directory = directory;
        this.start = start;
        this.scenario = scenario;
        this.catalog = catalog;
        this.options = options;
        this.inputs = inputs;
        this.seed = seed;
        stepBound = scenario.Bounds.Steps ?? LongestDefault;
        model = NewModel();
    }

    /// <summary>What a machine is doing that is in a turn, for a watchdog on another thread; it begins with a space where none is.</summary>
    public string CurrentTurn => Models.Select(one => one.World.CurrentTurn).FirstOrDefault(turn => !turn.StartsWith(' ')) ?? " ";

    /// <summary>Steps of the present schedules: it stands still when no machine comes on, for a watchdog on another thread.</summary>
    public long StepsSoFar => Models.Sum(one => one.World.Steps);

    private IEnumerable<ScenarioModel> Models => trial is { } one ? models.Append(one) : models;

    private RunOptions RunOptions => new() { Seed = options.Seed, Untimed = true };

    /// <summary>Reads everything that the exploration needs. When anything is wrong there is no session, and every error is told.</summary>
    /// <param name="scenario">Loaded with <see cref="ScenarioLoadOptions.Untimed"/>.</param>
    /// <param name="catalog">Where its drivers and devices are found.</param>
    /// <param name="options">How it is explored.</param>
    /// <param name="errors">All that is wrong, if the result is null.</param>
    public static ExploreSession? Prepare(Scenario scenario, Catalog catalog, ExploreOptions options, out IReadOnlyList<InputError> errors)
    {
        var found = new List<InputError>();
        errors = found;
        var seed = options.Seed ?? scenario.Seed;
        found.AddRange(Misfits(scenario, catalog, options));
        var (directory, start) = OpenDirectory(scenario, catalog, options, seed, found);
        if (found.Count == 0 && RunInputs.Read(scenario, new RunOptions(), seed, found) is { } inputs)
            return new ExploreSession(scenario, catalog, options, inputs, seed, directory, start);
        directory?.Dispose();
        return null;
    }

    /// <summary>What cannot mean anything for the strategy is refused, not ignored.</summary>
    private static IEnumerable<InputError> Misfits(Scenario scenario, Catalog catalog, ExploreOptions options)
    {
        if (options.Rule is { } rule && Unknown(rule, scenario, catalog) is { } wrong)
            yield return wrong;
        var name = options.Strategy.ToString().ToLowerInvariant();
        if (options.Bound is not null && options.Strategy is StrategyKind.Random or StrategyKind.Dpor)
            yield return InputError.OfFile("", "--bound", $"{name} has no bound of its own", "--schedules or --time with it, or --strategy pct or postpone");
        if (options.Strategy == StrategyKind.Dpor && scenario.Cpus == Processors.One)
            yield return InputError.OfFile(scenario.File, "cpus", "with one processor a step can be forbidden by one that it does not depend on, so dpor cannot leave out any order", "`cpus: many`, or --strategy random, pct or postpone");
    }

    private static InputError? Unknown(string rule, Scenario scenario, Catalog catalog)
    {
        if (!catalog.RuleIds.Contains(rule, StringComparer.Ordinal) && !ViolationWords.All.Contains(rule, StringComparer.Ordinal))
            return InputError.OfFile("", "--rule", $"there is no rule '{rule}'", Spelling.Hint(rule, catalog.RuleIds.Concat(ViolationWords.All)) + $"an id of `dmasim list rules`, or one of {string.Join(", ", ViolationWords.All)}");
        return scenario.Rules.Off.Contains(rule)
            ? InputError.OfFile(scenario.File, "rules.off", $"{rule} is not checked here, and it is what `--rule` asks for", "`rules.off` without it, or another rule")
            : null;
    }

    private static (ExploreDirectory? Directory, CampaignState Start) OpenDirectory(Scenario scenario, Catalog catalog, ExploreOptions options, ulong seed, List<InputError> errors)
    {
        var start = CampaignState.Beginning;
        if (options.OutDirectory is not { } path)
            return (null, start);
        var directory = ExploreDirectory.Open(path, out var error);
        if (directory is not null && options.Resume)
            start = directory.Load(KeyOf(scenario, catalog, options, seed), out error) ?? start;
        if (error is not null)
            errors.Add(error);
        return (directory, start);
    }

    /// <summary>What must be the same for one exploration to go on where another ended. What dpor has done of a part depends on whether a violation ends it.</summary>
    private static ExploreKey KeyOf(Scenario scenario, Catalog catalog, ExploreOptions options, ulong seed)
    {
        var toTheEnd = options is { Strategy: StrategyKind.Dpor, KeepGoing: true } ? ", keep going" : "";
        return new ExploreKey(
            TraceHeader.CurrentVersion,
            TraceHeader.HashOf(scenario.File),
            $"{options.Strategy.ToString().ToLowerInvariant()}, bound {options.Bound?.ToString(CultureInfo.InvariantCulture) ?? "as usual"}, seed {seed}, platform {scenario.Platform}, rule {options.Rule ?? "any"}{toTheEnd}",
            catalog.CodeOf(scenario.Devices));
    }

    /// <summary>Explores until a bound, the end of the space or, unless it is to keep going, the first violation.</summary>
    public ExploreReport Execute(Action<CampaignProgress>? progress, CancellationToken cancellation)
    {
        var first = RunDefault(out var defaultSteps, out var choices);
        stepBound = scenario.Bounds.Steps ?? Math.Max(1, defaultSteps * TimesDefault);
        var search = NewSearch(choices);
        var hasNoEnd = first is null && model.World.Status == RunStatus.Running;
        var campaign = hasNoEnd || (first is not null && !options.KeepGoing)
            ? OnlyDefault(options.Strategy == StrategyKind.Dpor ? DporCampaign.Name : search.Description, first)
            : options.Strategy == StrategyKind.Dpor
            ? DporCampaign.Run(NewModel, BoundsOf(), start, Save, progress, cancellation)
            : Campaign.Run(search, NewModel, BoundsOf(), start, Save, progress, cancellation);
        if (first is not null && options.KeepGoing)
            campaign = campaign with { Violations = [first, .. campaign.Violations.Where(other => other.Violation.Rule != first.Violation.Rule || other.Violation.Where != first.Violation.Where)] };
        var violations = new List<FoundViolation>();
        var kinds = new HashSet<string>();
        var study = new ViolationStudy(new Work(scenario, inputs), TrialModel, cancellation);
        foreach (var violation in campaign.Violations)
        {
            Determinism.Confirm(model, violation);
            var diagnosis = options.Diagnose ? study.Of(violation) : null;
            if (diagnosis is not null && !kinds.Add(diagnosis.Kind))
                continue;
            violations.Add(new FoundViolation(violation, diagnosis, WriteTrace(violation, diagnosis, violations.Count + 1), catalog.UserFilesOf(scenario.Devices)));
        }

        return new ExploreReport { Scenario = scenario.File, Seed = seed, Rule = options.Rule, Campaign = campaign, DefaultSteps = defaultSteps, Violations = violations, WholeInstances = FindWholeInstances() };
    }

    private List<WholeInstance>? FindWholeInstances()
    {
        if (options.Strategy != StrategyKind.Dpor)
            return null;
        var found = new List<WholeInstance>();
        foreach (var driver in scenario.Devices.Select(device => device.Driver).Distinct(StringComparer.Ordinal))
        {
            if (catalog.UndeclaredStateOf(driver) is { } member)
                found.Add(new WholeInstance(driver, member));
        }

        return found;
    }

    public void Dispose()
    {
        inputs.Dispose();
        directory?.Dispose();
    }

    private void Save(CampaignState state) => directory?.Save(KeyOf(scenario, catalog, options, seed), state);

    private ScenarioModel NewModel()
    {
        var made = new ScenarioModel(scenario, catalog, RunOptions, inputs, seed, stepBound) { Rule = options.Rule };
        models.Add(made);
        return made;
    }

    private ScenarioModel TrialModel(Work work) => trial = new ScenarioModel(work.Scenario, catalog, RunOptions, work.Inputs, seed, stepBound) { Rule = options.Rule };

    /// <summary>Schedule 0: the tamest order.</summary>
    private Counterexample? RunDefault(out long steps, out int choices)
    {
        var counter = new PostponeStrategy();
        model.Begin(counter);
        model.World.Run(model.StepBound);
        steps = model.World.Steps;
        choices = counter.Choices;
        if (model.Judge() is { } violation)
            return Counterexample.Of(violation, 0, model.World);
        return model.World.Status == RunStatus.Running ? Livelock.Find(model, 0) : null;
    }

    private ISearch NewSearch(int choices) => options.Strategy switch
    {
        StrategyKind.Pct => RandomSearch.Pct(seed, options.Bound ?? DefaultDepth, Math.Max(1, choices)),
        StrategyKind.Postpone => new PostponeSearch(options.Bound ?? DefaultPostponed, choices),
        _ => RandomSearch.Uniform(seed),
    };

    private CampaignOptions BoundsOf() => new()
    {
        Schedules = options.Schedules ?? (options.Time is null && options.Strategy is StrategyKind.Random or StrategyKind.Pct ? DefaultSchedules : null),
        Time = options.Time ?? (options.Schedules is null && options.Strategy == StrategyKind.Dpor ? DefaultTime : null),
        Workers = options.Workers,
        KeepGoing = options.KeepGoing,
    };

    private static CampaignReport OnlyDefault(string strategy, Counterexample? first) => new()
    {
        Strategy = strategy,
        End = first is null ? CampaignEnd.StepBound : CampaignEnd.Violation,
        Exhaustive = false,
        Schedules = 0,
        Steps = 0,
        Unfinished = 0,
        Elapsed = TimeSpan.Zero,
        Violations = first is null ? [] : [first],
    };

    /// <summary>The trace of the smallest run, or of the one that was found where that is all there is.</summary>
    private string? WriteTrace(Counterexample found, ScenarioDiagnosis? diagnosis, int number)
    {
        if (directory is null)
            return null;
        var name = Path.GetFileNameWithoutExtension(scenario.File);
        var path = directory.TracePath(string.Create(CultureInfo.InvariantCulture, $"{name}-{number}-{found.Violation.Rule}.trace"));
        var traced = RunOptions with { TracePath = path, Excerpt = diagnosis?.Kept };
        using var session = RunSession.Prepare(scenario, catalog, traced, out var errors) ?? throw new InvalidOperationException($"{errors[0]}");
        var run = diagnosis?.Run ?? found;
        session.Execute(new ReplayStrategy(run.Choices), null, run.HasEnded ? long.MaxValue : run.Steps, null, CancellationToken.None);
        return path;
    }
}
