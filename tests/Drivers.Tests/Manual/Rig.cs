using DmaActors.Devices;
using DmaActors.Drivers.Manual;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Scenarios;
using DmaActors.Simulation;

namespace DmaActors.Drivers.Tests.Manual;

/// <summary>
/// A machine for a driver of the manual's examples and the requests that it gets, written to a file and loaded as the command line does it. What a test does not say: one write of
/// 4 KiB to each of two disks, a pool of one binding, any order of messages.
/// </summary>
internal sealed record Rig
{
    public static readonly Catalog Catalog = new([typeof(SgDisk).Assembly, typeof(ManualDriver).Assembly, typeof(Rig).Assembly]);

    public required string Driver { get; init; }

    public string Model { get; init; } = "sg-disk";

    public string DriverSettings { get; init; } = "";

    public int Disks { get; init; } = 2;

    /// <summary>Lines of an I/O log; every disk gets each of them, but for those that begin with a disk.</summary>
    public string[] Requests { get; init; } = ["write 0 4096"];

    /// <summary>How much later than the one before each disk gets its request, in microseconds. Null: as soon as there is room.</summary>
    public int? Apart { get; init; }

    /// <summary>Requests under way at once, all disks together.</summary>
    public int Depth { get; init; } = 16;

    public string Mode { get; init; } = "untimed";

    public string Nexus { get; init; } = "copyBufferPages: 16, bindings: 1";

    public string Memory { get; init; } = "size: 4MiB";

    public string Bind { get; init; } = "atomic";

    public int SoftcallCpus { get; init; } = 1;

    public string IoDone { get; init; } = "none";

    public string Timing { get; init; } = "";

    public string Device { get; init; } = "entries: 256";

    /// <summary>One run for each seed from 1 on.</summary>
    public IEnumerable<RunReport> Run(int seeds)
    {
        var directory = Directory.CreateTempSubdirectory("manual-").FullName;
        try
        {
            var scenario = Load(directory);
            for (var seed = 1UL; seed <= (ulong)seeds; seed++)
                yield return Run(scenario, seed);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    public RunReport Run() => Run(1).Single();

    /// <summary>The first report that shows it.</summary>
    public RunReport Find(int seeds, Func<RunReport, bool> shows) =>
        Run(seeds).FirstOrDefault(shows) ?? throw new Xunit.Sdk.XunitException($"{Driver} did not show it with any of {seeds} seeds");

    public static RunReport Run(Scenario scenario, ulong? seed = null, string? trace = null)
    {
        using var session = RunSession.Prepare(scenario, Catalog, new RunOptions { Seed = seed, CheckFull = true, TracePath = trace }, out var errors);
        Assert.True(errors.Count == 0, string.Join("\n", errors));
        return session!.Execute(null, CancellationToken.None);
    }

    /// <summary>A run whose steps are chosen by a test.</summary>
    public static RunReport Run(Scenario scenario, IStrategy strategy, IStepRecorder recorder)
    {
        using var session = RunSession.Prepare(scenario, Catalog, new RunOptions { CheckFull = true }, out var errors);
        Assert.True(errors.Count == 0, string.Join("\n", errors));
        return session!.Execute(strategy, recorder, long.MaxValue, null, CancellationToken.None);
    }

    private Scenario Load(string directory)
    {
        var disks = Enumerable.Range(0, Disks).Select(disk => $"disk{disk}").ToList();
        var log = new List<string> { Apart is null ? "fio version 2 iolog" : "fio version 3 iolog" };
        log.AddRange(disks.Select(disk => Line(0, $"{disk} add")));
        log.AddRange(disks.Select(disk => Line(0, $"{disk} open")));
        log.AddRange(Requests.SelectMany(request => request.StartsWith("disk", StringComparison.Ordinal) ? [Line(0, request)] : disks.Select((disk, i) => Line(i, $"{disk} {request}"))));
        log.AddRange(disks.Select(disk => Line(Disks, $"{disk} close")));
        File.WriteAllLines(Path.Combine(directory, "requests.iolog"), log);
        var path = Path.Combine(directory, "scenario.yaml");
        File.WriteAllText(path, Yaml());
        var load = ScenarioLoader.Load(path, Catalog);
        Assert.True(load.Errors.Count == 0, string.Join("\n", load.Errors));
        return load.Scenario!;
    }

    private string Line(int turn, string text) => Apart is { } apart ? $"{turn * apart} {text}" : text;

    private string Yaml() =>
        $$"""
        title: Test
        mode: {{Mode}}
        softcall: { cpus: {{SoftcallCpus}} }
        ddi: { bind: {{Bind}} }
        memory: { {{Memory}} }
        nexus: { {{Nexus}} }
        timing: { {{Timing}} }
        devices:
          - name: disk{{(Disks == 1 ? "0" : "")}}
            count: {{Disks}}
            model: {{Model}}
            driver: {{Driver}}
            registers: 0xF0000000
            vector: 11
            media: { size: 64KiB }
            settings: { {{Device}} }
            driverSettings: { {{DriverSettings}} }
        workload:
          kind: iolog
          iolog: requests.iolog
          depth: {{Depth}}
          paced: {{(Apart is null ? "false" : "true")}}
          ioDone: {{IoDone}}
        """;
}
