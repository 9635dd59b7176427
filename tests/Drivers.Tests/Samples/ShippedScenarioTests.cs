using DmaActors.Drivers.Tests.Manual;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Drivers.Tests.Samples;

/// <summary>Every scenario that ships, found by its file: it ends as it says, and a driver that is right is right on every platform.</summary>
public sealed class ShippedScenarioTests
{
    private static readonly ScenarioFiles Files = ScenarioFiles.Locate();

    /// <summary>Those that say how their one run ends. What hazards expect is of some order of many, and <c>HazardTests</c> look for it.</summary>
    public static TheoryData<string> Scenarios =>
        [.. Files.Scenarios().Select(listing => listing.Name).Where(name => !name.StartsWith("manual/hazards/", StringComparison.Ordinal))];

    public static TheoryData<string> Hazards =>
        [.. Files.Scenarios().Select(listing => listing.Name).Where(name => name.StartsWith("manual/hazards/", StringComparison.Ordinal))];

    public static TheoryData<string, string> OnEveryPlatform
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var scenario in Files.Scenarios().Where(listing => Platforms.ExpectedOf(listing.Name) is null or ExpectedVerdict.Passed))
            {
                foreach (var platform in Files.Platforms())
                    data.Add(scenario.Name, platform.Name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void It_ends_as_it_says(string name)
    {
        var report = Platforms.RunShipped(name);
        Assert.True((Platforms.ExpectedOf(name) ?? ExpectedVerdict.Passed).ToString() == report.Verdict.ToString(), report.Tell());
    }

    [Theory]
    [MemberData(nameof(Hazards))]
    public void A_single_run_of_a_hazard_ends_as_it_says_or_passes(string name)
    {
        var verdict = Platforms.RunShipped(name).Verdict.ToString();
        Assert.Contains(verdict, new[] { Platforms.ExpectedOf(name)?.ToString(), nameof(ExpectedVerdict.Passed) });
    }

    [Theory]
    [MemberData(nameof(OnEveryPlatform))]
    public void Its_data_are_right_on_every_platform_that_has_the_bus_of_its_devices(string name, string platform)
    {
        if (Platforms.ErrorsOf(name, platform) is { Count: > 0 } errors)
        {
            Assert.All(errors, error => Assert.Contains($"the platform `{platform}` has no ISA bus", error.Message, StringComparison.Ordinal));
            return;
        }

        var report = Platforms.RunShipped(name, platform);
        Assert.True(report.Ok, report.Tell());
        Assert.True(report.BytesMoved > 0);
        Assert.All(report.Images, image => Assert.Equal(image.Expected, image.Found));
    }

    [Fact]
    public void Each_platform_is_tried_with_scenarios_that_it_can_run() =>
        Assert.All(Files.Platforms(), platform => Assert.Contains(Files.Scenarios(), scenario => Platforms.ErrorsOf(scenario.Name, platform.Name).Count == 0));
}
