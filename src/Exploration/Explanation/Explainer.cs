using DmaActors.Exploration.Campaigns;
using DmaActors.Exploration.Replay;
using DmaActors.Exploration.Shrinking;
using DmaActors.Exploration.Strategies;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Explanation;

/// <summary>Sets runs beside a minimal one that fails, to see what it fails of.</summary>
public sealed class Explainer
{
    private const int RandomContinuations = 40;

    private readonly MinimalRun minimal;
    private readonly IModel model;
    private readonly Violation violation;
    private readonly List<NamedStep> steps;
    private readonly CancellationToken cancellation;

    private Explainer(MinimalRun minimal, CancellationToken cancellation)
    {
        this.minimal = minimal;
        this.cancellation = cancellation;
        model = minimal.Work.Model;
        violation = minimal.Run.Violation;
        var recorder = new RunRecorder(model.World);
        ModelRun.Of(model, new ReplayStrategy(minimal.Run.Choices), recorder, minimal.Run.HasEnded ? null : minimal.Run.Steps);
        steps = recorder.Steps;
    }

    /// <summary>Explains a run that was shrunk.</summary>
    /// <param name="minimal">The run.</param>
    /// <param name="cancellation">Ends it between two runs, without a result.</param>
    public static Diagnosis Explain(MinimalRun minimal, CancellationToken cancellation = default)
    {
        var explainer = new Explainer(minimal, cancellation);
        return new Diagnosis { Minimal = minimal, Steps = explainer.steps, Pairs = explainer.Pairs(), Certainty = explainer.WhenCertain() };
    }

    private List<RacingPair> Pairs()
    {
        var pairs = new List<RacingPair>();
        for (var i = 0; i < minimal.Nearest.Count; i++)
        {
            var nearest = minimal.Nearest[i];
            var strategy = new ScheduleStrategy(nearest.Schedule);
            var neighbour = Neighbour(strategy, strategy);
            var (first, second) = (Find(nearest.First, neighbour), Find(nearest.Second, neighbour));
            if (first is not null && second is not null)
                pairs.Add(new RacingPair(first, second, minimal.Schedule.Switches[i], neighbour));
        }

        return pairs;
    }

    /// <summary>A step of the failing run, or one of a run beside it, which then has no number here.</summary>
    private NamedStep? Find(StepName name, NeighbourRun neighbour) =>
        steps.Find(step => step.Name == name) ?? (neighbour.Steps.FirstOrDefault(step => step.Name == name) is { } missing ? missing with { Number = 0 } : null);

    private NeighbourRun Neighbour(IStrategy strategy, IStepRecorder? recorder)
    {
        var all = new RunRecorder(model.World, recorder);
        var other = ModelRun.Of(model, strategy, all);
        return new NeighbourRun(model.World.Tape.Choices.ToArray(), model.World.Digest.Value, all.Steps, other);
    }

    /// <summary>Looks for the first choice after which every continuation that is tried fails. If one fails always, so does a later one, therefore by halves.</summary>
    private Certainty WhenCertain()
    {
        var choices = minimal.Run.Choices;
        if (Escape(0, out var putOff) is not { } escape)
            return new Certainty(null, putOff, RandomContinuations, null);
        var (open, certain) = (0, choices.Count);
        var tried = 0;
        while (certain - open > 1)
        {
            var middle = (open + certain) / 2;
            if (Escape(middle, out putOff) is { } later)
            {
                (open, escape) = (middle, later);
            }
            else
            {
                (certain, tried) = (middle, putOff);
            }
        }

        if (tried == 0)
            Escape(certain, out tried);
        return new Certainty(steps.Find(step => step.Choices >= certain), tried, RandomContinuations, Neighbour(escape, null));
    }

    /// <summary>A continuation after the first choices of the run that does not show the violation; null: none was found.</summary>
    private PrefixStrategy? Escape(int count, out int putOff)
    {
        var postpone = new PostponeStrategy();
        var continuation = new PrefixStrategy(minimal.Run.Choices, count, postpone);
        putOff = 1;
        if (!Fails(continuation))
            return continuation;
        var choices = postpone.Choices;
        for (var i = 0; i < choices; i++)
        {
            postpone.Positions = [i];
            putOff++;
            if (!Fails(continuation))
                return continuation;
        }

        var random = new RandomStrategy(0);
        continuation = new PrefixStrategy(minimal.Run.Choices, count, random);
        for (var seed = 1; seed <= RandomContinuations; seed++)
        {
            random.Seed = (ulong)seed;
            if (!Fails(continuation))
                return continuation;
        }

        return null;
    }

    private bool Fails(IStrategy strategy)
    {
        cancellation.ThrowIfCancellationRequested();
        return ModelRun.Of(model, strategy, null) is { } found && found.Kind == violation.Kind && found.Rule == violation.Rule;
    }
}
