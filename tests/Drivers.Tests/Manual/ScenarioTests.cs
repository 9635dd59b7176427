using DmaActors.Lab.Scenarios;

namespace DmaActors.Drivers.Tests.Manual;

/// <summary>The scenarios of the manual's examples end as they say.</summary>
public sealed class ScenarioTests
{
    private static readonly string[] Examples = ["9-1", "9-2", "9-3", "9-4", "9-5", "9-6", "9-7", "9-8"];

    private static readonly ScenarioFiles Files = ScenarioFiles.Locate();

    public static TheoryData<string> Names => [.. Examples.SelectMany(example => new[] { example, $"{example}-corrected" })];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_scenario_of_the_manual_ends_as_it_says(string name)
    {
        var scenario = Load(name);
        var expect = scenario.Expect;
        Assert.NotNull(expect);
        var report = Rig.Run(scenario);
        Assert.True(expect.Verdict.ToString() == report.Verdict.ToString(), report.Tell());
        if (expect.Rule is { } rule)
            Assert.True(report.Breaks(rule), report.Tell());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_published_one_fails_and_the_corrected_one_passes(string name) =>
        Assert.Equal(name.EndsWith("corrected", StringComparison.Ordinal), Load(name).Expect!.Verdict == ExpectedVerdict.Passed);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_corrected_scenario_verifies_what_it_has_read_and_written(string name)
    {
        if (!name.EndsWith("corrected", StringComparison.Ordinal))
            return;
        var report = Rig.Run(Load(name));
        Assert.True(report.BytesMoved > 0, report.Tell());
        Assert.All(report.Images, image => Assert.Equal(image.Expected, image.Found));
        Assert.NotEmpty(report.Images);
    }

    private static Scenario Load(string name)
    {
        var (path, _) = Files.Find($"manual/{name}");
        Assert.NotNull(path);
        var load = ScenarioLoader.Load(path, Rig.Catalog, new ScenarioLoadOptions { Files = Files });
        Assert.True(load.Errors.Count == 0, string.Join("\n", load.Errors));
        return load.Scenario!;
    }
}
