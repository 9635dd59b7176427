using DmaActors.Drivers.Tests.Manual;

namespace DmaActors.Drivers.Tests.Samples;

/// <summary>On which machines a sync that a driver forgets is missed, and on which it is not.</summary>
public sealed class OneBindingTests
{
    private const string Reached = "addressBits: 32";
    private const string Copied = "addressBits: 24";

    /// <summary>Platform, what is special on it, settings of the driver; whether each sync is missed there.</summary>
    public static TheoryData<string, string, string, bool> Machines => new()
    {
        { "x86", "", Reached, false },
        { "x86", "", Copied, true },
        { "x86", "", $"{Copied}, consistent: true", true },
        { "noncoherent", "", Reached, true },
        { "noncoherent", "", Copied, true },
        { "noncoherent", "", $"{Reached}, consistent: true", true },
        { "sparc", "", Reached, true },
        { "sparc", "", $"{Reached}, consistent: true", false },
        { "sparc", "caches: { streaming: { lines: 0 } }", Reached, false },
        { "sparc", "iommu: { bus: sbus }", Reached, true },
        { "sparc", "iommu: { bus: sbus }", $"{Reached}, consistent: true", false },
    };

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_sync_for_the_device_is_missed_where_a_real_machine_would_miss_it(string platform, string special, string settings, bool missed) =>
        Judge(Platforms.Run(Yaml(special, $"{settings}, forget: for-dev"), platform), missed);

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_sync_for_the_processor_is_missed_where_a_real_machine_would_miss_it(string platform, string special, string settings, bool missed) =>
        Judge(Platforms.Run(Yaml(special, $"{settings}, forget: for-cpu"), platform), missed);

    [Theory]
    [MemberData(nameof(Machines))]
    public void With_both_syncs_the_data_are_right_on_every_machine(string platform, string special, string settings, bool missed)
    {
        _ = missed;
        Judge(Platforms.Run(Yaml(special, settings), platform), wrong: false);
    }

    [Theory]
    [InlineData("samples/one-binding")]
    [InlineData("bugs/forgotten-fordev")]
    [InlineData("bugs/forgotten-forcpu")]
    public void A_scenario_ends_as_it_says_and_passes_on_a_coherent_machine(string name)
    {
        var report = Platforms.RunShipped(name);
        Assert.True(Platforms.ExpectedOf(name).ToString() == report.Verdict.ToString(), report.Tell());
        Assert.Equal(0, report.FindingCount);
        report = Platforms.RunShipped(name, "x86");
        Assert.True(report.Ok, report.Tell());
    }

    private static void Judge(RunReport report, bool wrong)
    {
        Assert.True(report.Verdict == (wrong ? Verdict.Failed : Verdict.Passed), report.Tell());
        Assert.Equal(0, report.FindingCount);
        Assert.Equal(0, report.Failed);
        Assert.Equal(wrong, report.Difference is not null || report.Images.Any(image => image.Expected != image.Found));
    }

    private static string Yaml(string special, string settings) =>
        $$"""
        title: Test
        memory: { size: 64MiB, frames: descending }
        {{special}}
        devices:
          - name: disk0
            model: sg-disk
            driver: one-binding
            registers: 0xF0000000
            vector: 11
            media: { size: 16KiB }
            driverSettings: { {{settings}} }
        workload: { requests: 100, sizes: [{ size: 512B }] }
        """;
}
