using DmaActors.Devices;
using DmaActors.Drivers.Block;
using DmaActors.Lab.Exploring;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Verifier.Tests.Support;

/// <summary>
/// A machine and what it is asked to do: written to a scenario file, loaded and run as the command line does it. What a test does not say is small: one disk, four
/// requests of 4 KiB.
/// </summary>
internal sealed record Shape
{
    private static readonly Catalog Catalog = new([typeof(SgDisk).Assembly, typeof(SgBlock).Assembly, typeof(Shape).Assembly]);

    public required string Driver { get; init; }

    public string Mode { get; init; } = "timed";

    /// <summary>As in the file: <c>addressBits: 24</c>.</summary>
    public string? DriverSettings { get; init; }

    public string Model { get; init; } = "sg-disk";

    public string? DeviceSettings { get; init; }

    public int Disks { get; init; } = 1;

    /// <summary>Null: the devices cannot interrupt.</summary>
    public int? Vector { get; init; } = 11;

    public string Trigger { get; init; } = "level";

    /// <summary>Of each disk.</summary>
    public int Requests { get; init; } = 4;

    public int Depth { get; init; } = 2;

    public string Pattern { get; init; } = "random";

    public string[] Sizes { get; init; } = ["4KiB"];

    /// <summary>Where bufs begin: at any <c>sector</c>, or with the <c>page</c>.</summary>
    public string Buffers { get; init; } = "sector";

    public string Memory { get; init; } = "8MiB";

    public string Frames { get; init; } = "scattered";

    public string Nexus { get; init; } = "copyBufferPages: 16";

    /// <summary>Null: strategy(9E); <c>character</c>: read(9E) and write(9E).</summary>
    public string? Through { get; init; }

    public string? RuleOff { get; init; }

    /// <summary>Further keys of the device, a line each.</summary>
    public string[] DeviceKeys { get; init; } = [];

    /// <summary>Further keys of the scenario, a line each.</summary>
    public string[] More { get; init; } = [];

    public RunReport Run(ulong seed = 1, string? trace = null) => Load(seed, scenario =>
    {
        using var session = RunSession.Prepare(scenario, Catalog, new RunOptions { CheckFull = true, TracePath = trace }, out var errors);
        Assert.True(errors.Count == 0, string.Join("\n", errors));
        return session!.Execute(null, CancellationToken.None);
    });

    /// <summary>What an exploration finds.</summary>
    public ExploreReport Explore(ExploreOptions options) => Load(1, scenario =>
    {
        using var session = ExploreSession.Prepare(scenario, Catalog, options, out var errors);
        Assert.True(errors.Count == 0, string.Join("\n", errors));
        return session!.Execute(null, CancellationToken.None);
    });

    /// <summary>The machine, without its workload.</summary>
    public Machine Machine(ulong seed) => Load(seed, scenario => new Machine(scenario, Catalog));

    /// <summary>Runs with a trace and gives its lines, too.</summary>
    public RunReport Run(ulong seed, out string[] trace)
    {
        var path = Path.GetTempFileName();
        try
        {
            var report = Run(seed, path);
            trace = File.ReadAllLines(path);
            return report;
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The scenario, and what is made of it while its file is there.</summary>
    private T Load<T>(ulong seed, Func<Scenario, T> use)
    {
        var directory = Directory.CreateTempSubdirectory("rules-").FullName;
        try
        {
            var path = Path.Combine(directory, "scenario.yaml");
            File.WriteAllText(path, ToYaml(seed));
            var load = ScenarioLoader.Load(path, Catalog);
            Assert.True(load.Errors.Count == 0, string.Join("\n", load.Errors));
            return use(load.Scenario!);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private string ToYaml(ulong seed)
    {
        List<string> lines =
        [
            "title: Test",
            $"seed: {seed}",
            $"mode: {Mode}",
            $"memory: {{ size: {Memory}, frames: {Frames} }}",
            $"nexus: {{ {Nexus} }}",
            "devices:",
            $"  - name: disk{(Disks == 1 ? "0" : "")}",
            $"    count: {Disks}",
            $"    model: {Model}",
            $"    driver: {Driver}",
            "    registers: 0xF0000000",
            $"    trigger: {Trigger}",
            "    media: { size: 1MiB }",
        ];
        lines.AddRange(DeviceKeys.Select(key => $"    {key}"));
        if (Vector is { } vector)
            lines.Add($"    vector: {vector}");
        if (DeviceSettings is not null)
            lines.Add($"    settings: {{ {DeviceSettings} }}");
        if (DriverSettings is not null)
            lines.Add($"    driverSettings: {{ {DriverSettings} }}");
        lines.AddRange(
        [
            "workload:",
            $"  kind: {(Requests == 0 ? "none" : "mix")}",
        ]);
        if (Requests > 0)
            lines.AddRange([$"  requests: {Requests}", $"  depth: {Depth}", $"  pattern: {Pattern}", $"  buffers: {Buffers}", $"  sizes: [{string.Join(", ", Sizes.Select(size => $"{{ size: {size} }}"))}]"]);
        if (Through is not null)
            lines.Add($"  through: {Through}");
        if (RuleOff is not null)
            lines.Add($"rules: {{ off: [{RuleOff}] }}");
        lines.AddRange(More);
        return string.Join("\n", lines) + "\n";
    }
}
