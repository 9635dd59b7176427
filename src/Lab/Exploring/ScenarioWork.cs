using DmaActors.Exploration;
using DmaActors.Exploration.Shrinking;
using DmaActors.Lab.Running;

namespace DmaActors.Lab.Exploring;

/// <summary>The work of a scenario, or what is left of it, that can be made smaller: without instances, without requests, with interrupt lines of their own, with fewer grants, with shorter requests.</summary>
internal sealed class ScenarioWork : IShrinkable
{
    private const int SectorBytes = 512;

    private readonly Work whole;
    private readonly Func<Work, IModel> newModel;
    private IModel? model;

    /// <param name="whole">What the scenario asks for.</param>
    /// <param name="excerpt">What is left of it.</param>
    /// <param name="newModel">Makes a model of some work.</param>
    public ScenarioWork(Work whole, Excerpt excerpt, Func<Work, IModel> newModel)
    {
        this.whole = whole;
        Excerpt = excerpt;
        this.newModel = newModel;
    }

    public Excerpt Excerpt { get; }

    public IModel Model => model ??= newModel(whole.Take(Excerpt));

    public IEnumerable<IShrinkable> Smaller() => WithFewerInstances().Concat(WithFewerRequests()).Concat(WithOwnLines()).Concat(WithWholeGrants()).Concat(WithShorterRequests()).Select(excerpt => new ScenarioWork(whole, excerpt, newModel));

    private IEnumerable<Excerpt> WithFewerInstances() =>
        Excerpt.Instances.Count < 2 ? [] : Excerpt.Instances.Select(gone => OnSharedLines(Excerpt with
        {
            Instances = [.. Excerpt.Instances.Where(name => name != gone)],
            Requests = [.. Excerpt.Requests.Where(kept => InstanceOf(kept) != gone)],
        }));

    /// <summary>Who no longer shares a line needs none of its own.</summary>
    private Excerpt OnSharedLines(Excerpt fewer) => whole.SharesLines(fewer with { OwnLines = false }) ? fewer : fewer with { OwnLines = false };

    /// <summary>All at once, halves, quarters, down to single ones.</summary>
    private IEnumerable<Excerpt> WithFewerRequests()
    {
        for (var frames = Excerpt.Frames ?? 0; frames > 0; frames /= 2)
            yield return Excerpt with { Frames = Excerpt.Frames - frames };
        var requests = Excerpt.Requests;
        for (var size = requests.Count; size > 0; size /= 2)
        {
            for (var first = 0; first < requests.Count; first += size)
                yield return Excerpt with { Requests = [.. requests.Take(first), .. requests.Skip(first + size)] };
        }
    }

    /// <summary>On a shared line every handler is asked about each interrupt: steps that seldom matter.</summary>
    private IEnumerable<Excerpt> WithOwnLines() => whole.SharesLines(Excerpt) ? [Excerpt with { OwnLines = true }] : [];

    /// <summary>Steps between which seldom anything must fall.</summary>
    private IEnumerable<Excerpt> WithWholeGrants() => Excerpt.WholeGrants ? [] : [Excerpt with { WholeGrants = true }];

    private IEnumerable<Excerpt> WithShorterRequests()
    {
        for (var i = 0; i < Excerpt.Requests.Count; i++)
        {
            var kept = Excerpt.Requests[i];
            if (kept.Length <= SectorBytes)
                continue;
            yield return Shorter(i, SectorBytes);
            if (kept.Length > 2 * SectorBytes)
                yield return Shorter(i, (kept.Length / 2 + SectorBytes - 1) / SectorBytes * SectorBytes);
        }
    }

    private Excerpt Shorter(int index, long length) =>
        Excerpt with { Requests = [.. Excerpt.Requests.Select((kept, i) => i == index ? kept with { Length = length } : kept)] };

    private string? InstanceOf(KeptRequest kept)
    {
        var file = whole.Inputs.Plan[kept.Ordinal].File;
        return file < 0 ? null : whole.Scenario.Instances[file].Name;
    }
}
