using DmaActors.Lab.Inputs;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Cli.Running;

/// <summary>Whether the options of a run can mean anything for its scenario. What cannot is refused, not ignored.</summary>
internal static class RunFit
{
    public static IEnumerable<InputError> Check(Scenario scenario, RunRequest request, string? tracePath)
    {
        var hasLog = request.IoLog is not null || scenario.Workload.Kind == WorkloadKind.Iolog;
        if (request.Paced is true && !hasLog)
            yield return Error("--paced", "the scenario's requests have no times to keep to: they come from no I/O log", "--iolog FILE, or a scenario with `kind: iolog`");
        if (request.Depth is not null && scenario.Workload.Kind == WorkloadKind.None && !hasLog)
            yield return Error("--depth", "the scenario has no requests: it only attaches and detaches", "a scenario with a workload, or no --depth");
        if (request.WriteBack && request.Image is null && scenario.Instances.All(instance => instance.Section.Media?.Image is null))
            yield return Error("--write-back", "no disk of this run comes from a file, so there is none to write back to", "--image FILE, or a scenario with `media: { image: FILE }`");
        if (request.Runtime != RuntimeKind.Akka && request.TimeScale is not null)
            yield return Error("--time-scale", "the time of our own runtime is virtual", "--runtime akka with it, or no --time-scale");
        if (request.Runtime != RuntimeKind.Akka && request.SoakMinutes is not null)
            yield return Error("--soak", "equal runs of our own runtime are equal: to repeat them shows nothing", "--runtime akka with it, or no --soak");
        if (request.Runtime == RuntimeKind.Akka && tracePath is not null)
            yield return Error("--trace", "a run on real threads has no order that could be replayed", "--runtime world, or no --trace");
        if (request.SoakMinutes is not null && request.WriteBack)
            yield return Error("--write-back", "the rounds of a soak begin with the same disks", "no --write-back");
        if (tracePath is null)
            yield break;
        if (tracePath.Length == 0)
            yield return Error("--trace", "the file name is empty", "the path of a file");
        else if (Directory.Exists(tracePath))
            yield return new InputError(tracePath, 0, 0, "--trace", "is a directory", "the path of a file");
        else if (Inputs(scenario, request).Any(input => Path.GetFullPath(input) == Path.GetFullPath(tracePath)))
            yield return new InputError(tracePath, 0, 0, "--trace", "is an input of this run, and would be overwritten", "another path");
    }

    private static IEnumerable<string> Inputs(Scenario scenario, RunRequest request)
    {
        yield return scenario.File;
        if (request.Image is { Length: > 0 } image)
            yield return image;
        if (request.IoLog is { Length: > 0 } log)
            yield return log;
        if (scenario.Workload.Iolog is { } own)
            yield return scenario.Resolve(own);
        foreach (var instance in scenario.Instances)
        {
            if (instance.Section.Media?.Image is { } medium)
                yield return scenario.Resolve(medium);
        }
    }

    private static InputError Error(string option, string message, string expected) => new("", 0, 0, option, message, expected);
}
