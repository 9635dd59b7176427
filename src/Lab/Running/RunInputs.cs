using DmaActors.Lab.Inputs;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Workloads;

namespace DmaActors.Lab.Running;

/// <summary>Everything that a run reads before it begins: the initial images and the plan.</summary>
internal sealed class RunInputs(IReadOnlyList<ImageSource> images, IReadOnlyList<string?> imagePaths, IoPlan plan) : IDisposable
{
    /// <summary>The size of a disk for which the scenario gives neither size nor image.</summary>
    public const long DefaultMediaBytes = 16 << 20;

    private const int SectorBytes = 512;

    /// <summary>What each disk stores before the first request, in the order of the scenario.</summary>
    public IReadOnlyList<ImageSource> Images { get; } = images;

    /// <summary>The user's file behind each of them; null where there is none.</summary>
    public IReadOnlyList<string?> ImagePaths { get; } = imagePaths;

    public IoPlan Plan { get; } = plan;

    /// <summary>Reads and checks; null when there are errors.</summary>
    public static RunInputs? Read(Scenario scenario, RunOptions options, ulong seed, List<InputError> errors)
    {
        var images = OpenImages(scenario, options, seed, errors);
        if (errors.Count > 0)
            return GiveUp(images);
        var plan = ReadPlan(scenario, options, images, seed, errors);
        return plan is null || errors.Count > 0 ? GiveUp(images) : new RunInputs(images, [.. Enumerable.Range(0, images.Count).Select(i => ImagePath(scenario, options, i))], plan);
    }

    public void Dispose()
    {
        foreach (var image in Images)
            image.Dispose();
    }

    private static string? ImagePath(Scenario scenario, RunOptions options, int disk)
    {
        if (disk == 0 && options.Image is not null)
            return options.Image;
        return scenario.Instances[disk].Section.Media?.Image is { } file ? scenario.Resolve(file) : null;
    }

    private static RunInputs? GiveUp(List<ImageSource> images)
    {
        foreach (var image in images)
            image.Dispose();
        return null;
    }

    private static List<ImageSource> OpenImages(Scenario scenario, RunOptions options, ulong seed, List<InputError> errors)
    {
        var images = new List<ImageSource>();
        var written = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < scenario.Instances.Count; i++)
        {
            if (ImagePath(scenario, options, i) is not { } path)
            {
                images.Add(ImageSource.Seeded(seed, scenario.Instances[i].Section.Media?.SizeBytes ?? DefaultMediaBytes));
                continue;
            }

            if (options.WriteBack && WriteBack.Check(path) is { } refusal)
                errors.Add(refusal);
            else if (options.WriteBack && !written.Add(WriteBack.TargetOf(path)))
                errors.Add(InputError.OfFile(path, "write-back", "it is the image of two disks, and can take over only one of them", "a file of its own for each disk, or no --write-back"));
            var image = ImageSource.TryOpen(path, SectorBytes, out var error);
            if (image is not null)
                images.Add(image);
            else
                errors.Add(error!);
        }

        return images;
    }

    private static IoPlan? ReadPlan(Scenario scenario, RunOptions options, List<ImageSource> images, ulong seed, List<InputError> errors)
    {
        var limits = new IoLimits { DiskBytes = images.Min(image => image.Length), Files = images.Count, SectorBytes = SectorBytes };
        var workload = scenario.Workload;
        var log = options.IoLog ?? (workload.Kind == WorkloadKind.Iolog ? scenario.Resolve(workload.Iolog!) : null);
        if (log is not null)
        {
            var result = IoLog.Read(log, limits);
            errors.AddRange(result.Errors.List);
            if (result.Errors.Count > result.Errors.List.Count)
                errors.Add(InputError.OfFile(log, "", $"{result.Errors.Count - result.Errors.List.Count} more errors in this log", ""));
            if (options.TracePath is not null && !result.CanBeReadAgain)
                errors.Add(InputError.OfFile(log, "--trace", "the I/O log comes out of a pipe: who replays the trace could not read it again", "an --iolog that is a file, or no --trace"));
            return result.Plan;
        }

        var mix = new SyntheticMix
        {
            Requests = workload.Kind is WorkloadKind.None or WorkloadKind.Frames ? 0 : checked(workload.Requests * images.Count),
            ReadPercent = workload.ReadPercent,
            RandomPercent = workload.Pattern == AccessPattern.Random ? 100 : 0,
            Sizes = [.. workload.Sizes.Select(size => new SizeWeight((int)size.SizeBytes, size.Weight))],
            AlignmentBytes = SectorBytes,
            Files = images.Count,
        };
        if (mix.Requests == 0)
            return new IoPlan.Builder(scenario.File).Build();
        var problems = mix.Problems(limits);
        errors.AddRange(problems.Select(problem => problem with { File = scenario.File }));
        return problems.Count > 0 ? null : mix.Generate(seed, limits);
    }
}
