using DmaActors.Exploration.Campaigns;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Reduction;

/// <summary>One worker's search: explores parts of the space with its own model, one after another.</summary>
internal sealed class PartExploration(IModel model, DporOptions options, DporProgress progress)
{
    private readonly SourceSets search = new(model) { HashesTraces = options.OnTrace is not null };

    /// <summary>Explores a part.</summary>
    /// <param name="part">Which.</param>
    /// <param name="schedules">So many runs at most.</param>
    /// <param name="mustStop">Asked before each run.</param>
    /// <param name="onTrace">Told the hash of each trace, if the options ask for them.</param>
    public PartResult Explore(Subtree part, long schedules, Func<bool> mustStop, Action<ulong>? onTrace)
    {
        var result = new PartResult();
        search.Start(part);
        Explore(result, schedules, mustStop, onTrace);
        result.Races.Add(search.Races);
        return result;
    }

    private void Explore(PartResult result, long schedules, Func<bool> mustStop, Action<ulong>? onTrace)
    {
        do
        {
            if (result.Schedules >= schedules || mustStop())
                return;
            var status = Run();
            result.Steps += model.World.Steps;
            Count(result, status);
            progress.Add(isClass: IsClass(status));
            if (status == RunStatus.Abandoned)
                continue;
            if (options.OnTrace is not null && status == RunStatus.Quiescent)
                onTrace?.Invoke(search.TraceHash);
            if (model.Judge() is not { } violation)
                continue;
            result.Add(Counterexample.Of(violation, result.Schedules, model.World));
            if (options.KeepGoing)
                continue;
            result.IsDone = true;
            return;
        }
        while (search.Advance());
        result.IsDone = true;
        result.IsWhole = result.Unfinished == 0;
    }

    /// <summary>Splits the whole space into parts, by the steps that runs begin with.</summary>
    /// <param name="most">How many parts are enough.</param>
    /// <param name="blocked">The runs that were given up on the way.</param>
    /// <param name="mustStop">Asked before each run; then there are no parts.</param>
    public IReadOnlyList<Subtree> Split(int most, out PartResult blocked, Func<bool> mustStop)
    {
        const int deepest = 256;
        IReadOnlyList<Subtree> parts = [Subtree.Whole];
        blocked = new PartResult { IsWhole = true };
        for (var depth = 2; parts.Count < most && depth <= deepest; depth += 2)
        {
            var finer = new List<Subtree>();
            var given = new PartResult { IsWhole = true };
            search.Start(Subtree.Whole, depth);
            do
            {
                if (mustStop())
                    return [];
                var status = Run();
                if (status == RunStatus.Abandoned && !search.IsCut)
                    given.Blocked++;
                else
                    finer.Add(search.ToSubtree());
            }
            while (search.Advance());
            var isWhole = finer.TrueForAll(part => part.Depth < depth);
            (parts, blocked) = (finer, given);
            if (isWhole)
                break;
        }

        return parts;
    }

    private RunStatus Run()
    {
        model.Begin(search);
        var status = model.World.Run(model.StepBound);
        search.End(status, options.KeepGoing);
        return status;
    }

    private static bool IsClass(RunStatus status) => status is not (RunStatus.Abandoned or RunStatus.Running or RunStatus.ChannelBoundReached);

    private static void Count(PartResult result, RunStatus status)
    {
        if (IsClass(status))
            result.Classes++;
        else if (status == RunStatus.Abandoned)
            result.Blocked++;
        else
            result.Unfinished++;
    }
}
