using DmaActors.Lab.Exploring;
using DmaActors.Lab.Running;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Tests.Scenarios;

namespace DmaActors.Lab.Tests.Exploring;

/// <summary>What is made of a scenario's machine when some of it is left out.</summary>
public sealed class ExcerptTests
{
    [Fact]
    public void With_lines_of_their_own_the_first_stays_and_each_other_gets_the_next_free_vector()
    {
        using var inputs = Read(out var scenario, Disk("a", 11, 3), Disk("b", 12, 1), Disk("c", null, 1));
        var whole = new Work(scenario, inputs);

        var parted = whole.Take(whole.All with { OwnLines = true }).Scenario;

        Assert.Equal([11, 13, 14, 12, null], parted.Instances.Select(instance => instance.Vector));
        Assert.Equal([11, 11, 11, 12, null], scenario.Instances.Select(instance => instance.Vector));
    }

    [Fact]
    public void Beyond_the_last_vector_lines_stay_shared()
    {
        using var inputs = Read(out var scenario, Disk("a", 254, 3));
        var whole = new Work(scenario, inputs);

        Assert.Equal([254, 255, 254], whole.Take(whole.All with { OwnLines = true }).Scenario.Instances.Select(instance => instance.Vector));
    }

    [Fact]
    public void Who_is_alone_on_a_line_needs_no_other()
    {
        using var inputs = Read(out var scenario, Disk("a", 11, 2), Disk("b", 12, 1));
        var whole = new Work(scenario, inputs);

        Assert.True(whole.SharesLines(whole.All));
        Assert.False(whole.SharesLines(whole.All with { OwnLines = true }));
        Assert.False(whole.SharesLines(whole.All with { Instances = ["a0", "b"] }));
        Assert.All(Smaller(whole, whole.All with { OwnLines = true }).Where(excerpt => excerpt.Instances.Count < 3), excerpt => Assert.Equal(excerpt.Instances is ["a0", "a1"], excerpt.OwnLines));
    }

    private static IEnumerable<Excerpt> Smaller(Work whole, Excerpt excerpt) =>
        new ScenarioWork(whole, excerpt, _ => throw new InvalidOperationException("it is not run")).Smaller().Select(work => ((ScenarioWork)work).Excerpt);

    private static string Disk(string name, int? vector, int count) =>
        $"  - {{ name: {name}, count: {count}, model: sg-disk, driver: manual-9-1, registers: 0x{0xF0000000 + ((name[0] - 'a') << 16):X}{(vector is null ? "" : $", vector: {vector}")} }}\n";

    private static RunInputs Read(out Scenario scenario, params string[] devices)
    {
        var directory = Directory.CreateTempSubdirectory("dmasim-excerpt-").FullName;
        try
        {
            var file = Path.Combine(directory, "excerpt.yaml");
            File.WriteAllText(file, $"title: excerpt\nmode: untimed\ndevices:\n{string.Concat(devices)}workload: {{ kind: mix, requests: 1, sizes: [{{ size: 512B }}] }}\n");
            var load = ScenarioLoader.Load(file, RealCatalog.Instance, new ScenarioLoadOptions { Files = ScenarioFiles.Locate() });
            Assert.Empty(load.Errors);
            scenario = load.Scenario!;
            return RunInputs.Read(scenario, new RunOptions(), 1, [])!;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
