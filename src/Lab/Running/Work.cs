using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Workloads;

namespace DmaActors.Lab.Running;

/// <summary>A scenario with all that it reads: the whole of it, or an excerpt.</summary>
/// <param name="Scenario">Its instances are those of the excerpt.</param>
/// <param name="Inputs">Images and plan of these instances.</param>
internal sealed record Work(Scenario Scenario, RunInputs Inputs)
{
    /// <summary>The whole of it as an excerpt.</summary>
    public Excerpt All => new()
    {
        Instances = [.. Scenario.Instances.Select(instance => instance.Name)],
        Requests = [.. Inputs.Plan.Requests.ToArray().Select(request => new KeptRequest(request.Ordinal, KeptLength(request)))],
        Frames = Scenario.Workload.Kind == WorkloadKind.Frames ? Scenario.Workload.Requests : null,
    };

    /// <summary>What is wrong with an excerpt of this; null: nothing.</summary>
    public string? Problem(Excerpt excerpt)
    {
        if (excerpt.Instances.Count == 0)
            return "no instance is left";
        if (excerpt.Instances.FirstOrDefault(name => !Scenario.Instances.Any(instance => instance.Name == name)) is { } unknown)
            return $"the scenario has no instance {unknown}";
        if (excerpt.Frames is < 0 || excerpt.Frames > Scenario.Workload.Requests)
            return $"{excerpt.Frames} frames are not among {Scenario.Workload.Requests}";
        var last = -1;
        foreach (var kept in excerpt.Requests)
        {
            if (kept.Ordinal <= last || kept.Ordinal >= Inputs.Plan.Count)
                return $"request {kept.Ordinal} is not one of {Inputs.Plan.Count}, or not in their order";
            if (kept.Length < 0 || kept.Length > KeptLength(Inputs.Plan[kept.Ordinal]))
                return $"request {kept.Ordinal} has no {kept.Length} bytes";
            last = kept.Ordinal;
        }

        return null;
    }

    /// <summary>An excerpt of the whole. It shares the images, which are the whole's to dispose of.</summary>
    /// <param name="excerpt">One that has no <see cref="Problem"/>.</param>
    public Work Take(Excerpt excerpt)
    {
        var kept = Enumerable.Range(0, Scenario.Instances.Count).Where(i => excerpt.Instances.Contains(Scenario.Instances[i].Name)).ToList();
        var inputs = new RunInputs(
            [.. kept.Select(i => Inputs.Images[i])],
            [.. kept.Select(i => Inputs.ImagePaths[i])],
            Inputs.Plan.Files.Count == 0 ? Inputs.Plan : Inputs.Plan.Take([.. excerpt.Requests.Select(request => (request.Ordinal, request.Length))], kept));
        IReadOnlyList<DeviceInstance> instances = [.. kept.Select(i => Scenario.Instances[i])];
        return new Work(Scenario.Take(excerpt.OwnLines ? WithOwnLines(instances) : instances, excerpt), inputs);
    }

    /// <summary>Whether two instances of an excerpt share the line of their first interrupt.</summary>
    public bool SharesLines(Excerpt excerpt) =>
        !excerpt.OwnLines && Scenario.Instances.Where(instance => instance.Vector is not null && excerpt.Instances.Contains(instance.Name)).GroupBy(instance => instance.Vector).Any(line => line.Count() > 1);

    /// <summary>The first of those that share a line stays on it, and each other one gets the next vector that is free, while there is one.</summary>
    private static List<DeviceInstance> WithOwnLines(IReadOnlyList<DeviceInstance> instances)
    {
        var taken = instances.SelectMany(instance => instance.Section.MoreInterrupts.Select(more => more.Vector)).ToHashSet();
        taken.UnionWith(instances.Select(instance => instance.Vector).OfType<int>());
        var seen = new HashSet<int>();
        return [.. instances.Select(instance => instance.Vector is { } vector && !seen.Add(vector) && NextFree(vector) is { } own ? instance with { Vector = own } : instance)];

        int? NextFree(int after)
        {
            for (var vector = after + 1; vector <= DeviceSection.HighestVector; vector++)
            {
                if (taken.Add(vector))
                    return vector;
            }

            return null;
        }
    }

    private static long KeptLength(in IoRequest request) => request.Kind == IoKind.Wait ? 0 : request.Length;
}
