using DmaActors.Drivers.Tests.Manual;

namespace DmaActors.Drivers.Tests.Samples;

/// <summary>A correct driver gives the same data on every platform: the processor's users sync nothing, binding and unbinding do.</summary>
public sealed class SameDataTests
{
    private const int Seeds = 4;

    private static readonly (string Platform, string Special)[] Machines =
    [
        ("x86", ""),
        ("sparc", ""),
        ("sparc", "iommu: { bus: sbus }"),
        ("sparc", "iommu: { size: 128KiB, fastTrackSlots: 0 }"),
        ("noncoherent", ""),
        ("noncoherent", "caches: { cpu: { lines: 16, ways: 1, line: 1KiB } }"),
    ];

    [Theory]
    [InlineData("sg-block", "sg-disk", "addressBits: 32")]
    [InlineData("sg-block", "sg-disk", "addressBits: 24, sgLen: 3")]
    [InlineData("one-cookie-block", "reg-disk", "addressBits: 24")]
    [InlineData("one-binding", "sg-disk", "buffer: 4KiB")]
    public void A_correct_driver_gives_the_same_data_everywhere(string driver, string model, string settings)
    {
        for (var seed = 1UL; seed <= Seeds; seed++)
        {
            var disks = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (platform, special) in Machines)
            {
                var report = Platforms.Run(Yaml(driver, model, settings, special), platform, seed);
                Assert.True(report.Ok, $"{platform} {special}: {report.Tell()}");
                disks.Add(string.Join(' ', report.Images.Select(image => image.Found)));
            }

            Assert.Single(disks);
        }
    }

    [Fact]
    public void Where_DVMA_is_short_a_driver_waits_for_a_release_and_is_served()
    {
        var report = Platforms.Run(Yaml("sg-block", "sg-disk", "addressBits: 32", "iommu: { size: 128KiB, fastTrackSlots: 0 }"), "sparc");
        Assert.True(report.Ok, report.Tell());
        Assert.True(report.Callbacks is { NoResources: > 0, Registered: > 0, Passes: > 0 });
    }

    private static string Yaml(string driver, string model, string settings, string special) =>
        $$"""
        title: Test
        memory: { size: 64MiB }
        {{special}}
        devices:
          - name: disk
            count: 2
            model: {{model}}
            driver: {{driver}}
            registers: 0xF0000000
            vector: 11
            media: { size: 256KiB }
            driverSettings: { {{settings}} }
        workload:
          requests: 40
          depth: 3
          sizes: [{ size: 512B }, { size: 4KiB }, { size: 24KiB }, { size: 64KiB }]
        """;
}
