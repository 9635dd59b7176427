using DmaActors.Devices;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Lab.Tests.Scenarios;

/// <summary>Which platforms there can be, and what a scenario may change of one.</summary>
public sealed class PlatformTests
{
    private const string Dvma = "title: Mine\naddresses: dvma\npage: 8KiB\n";

    /// <summary>A platform's text from line 1 on; line and key of the error, and a part of what is wrong and of what would be right.</summary>
    public static TheoryData<string, int, string, string, string> Impossible => new()
    {
        { "title: Mine\npage: 8KiB\n", 2, "page", "where addresses are physical a page has 4KiB", "`addresses: dvma` with pages of 8KiB" },
        { "title: Mine\naddresses: dvma\npage: 4KiB\n", 3, "page", "have 8KiB", "8KiB, or `addresses: physical`" },
        { "title: Mine\naddresses: dvma\n", 1, "page", "have 8KiB", "8KiB, or `addresses: physical`" },
        { "title: Mine\npage: 16KiB\n", 2, "page", "`16KiB` is more than 8KiB", "a size from 4KiB to 8KiB" },
        { "title: Mine\naddresses: virtual\n", 2, "addresses", "none of the choices", "physical or dvma" },
        { "title: Mine\ncaches: none\n", 2, "caches", "here stands", "a section with the keys cpu, streaming" },
        { "title: Mine\ncaches:\n  streaming: { lines: 16 }\n", 3, "caches", "and here addresses are physical", "`addresses: dvma`, or no `streaming`" },
        { Dvma + "caches: { cpu: { lines: 64 } }\n", 4, "caches", "knows no processor's cache", "`addresses: physical`, or no `cpu`" },
        { "title: Mine\ncaches: { cpu: { lines: 100 } }\n", 2, "caches.cpu.lines", "100 lines in 4 ways do not make a power of two of sets", "such as 512" },
        { "title: Mine\ncaches: { cpu: { lines: 64, line: 48B } }\n", 2, "caches.cpu.line", "a size that is a power of two", "32B, 64B or 128B" },
        { Dvma + "iommu: { base: 0x801000 }\n", 4, "iommu.base", "does not begin with a slot", "a multiple of 64KiB, such as 0x800000" },
        { Dvma + "iommu: { base: 0x800000, size: 40KiB, fastTrackSlots: 0 }\n", 0, "", "", "" },
        { Dvma + "iommu: { size: 36KiB }\n", 4, "iommu.size", "not in whole pages", "a multiple of 8KiB" },
        { Dvma + "iommu: { base: 0xFFFF0000, size: 128KiB, fastTrackSlots: 0 }\n", 4, "iommu.size", "ends above 0xFFFFFFFF", "at most 64KiB, or a lower `base`" },
        { Dvma + "iommu: { size: 1MiB, fastTrackSlots: 16 }\n", 4, "iommu.fastTrackSlots", "16 slots of 64KiB leave nothing of a space of 1MiB", "at most 15" },
        { Dvma + "iommu: { size: 1MiB, fastTrackSlots: 15 }\n", 0, "", "", "" },
        { Dvma + "iommu: { bus: sbus, size: 1MiB, fastTrackSlots: 16 }\n", 0, "", "", "" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void A_platform_that_cannot_be_is_refused_with_its_line_and_what_would_be_right(string text, int line, string key, string message, string expected)
    {
        using var directory = new ScenarioDirectory();
        var errors = new List<InputError>();
        var platform = ScenarioLoader.ReadPlatform(directory.Write("mine.yaml", text), errors);
        if (line == 0)
        {
            Assert.Equal([], errors.Select(ScenarioDirectory.Show));
            return;
        }

        Assert.NotNull(platform);
        var error = Assert.Single(errors);
        Assert.Equal(("mine.yaml", key), (Path.GetFileName(error.File), error.Key));
        Assert.Equal(line, error.Line);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
    }

    /// <summary>A scenario's text from line 7 on, on which platform; key of the error, and a part of what is wrong and of what would be right.</summary>
    public static TheoryData<string, string, string, string, string> Unfit => new()
    {
        { "x86", "iommu: { size: 128KiB, fastTrackSlots: 0 }", "iommu", "the platform has no IOMMU", "such as `platform: sparc`" },
        { "x86", "caches: { streaming: { lines: 4 } }", "caches.streaming", "the platform's addresses are physical", "such as `platform: sparc`" },
        { "sparc", "caches: { cpu: { lines: 64 } }", "caches.cpu", "knows no processor's cache", "such as `platform: noncoherent`" },
        { "sparc", "iommu: { base: 0xF0000000 }", "devices[0].registers", "0xF0000000 to 0xF000003F is in DVMA space, 0xF0000000 to 0xF1FFFFFF", "an address outside" },
        { "sparc", "iommu: { base: 0xEE000000 }", "", "", "" },
        { "sparc", "iommu: { base: 0xEE010000 }", "devices[0].registers", "is in DVMA space", "an address outside" },
        { "sparc", "iommu: { base: 0xF0010000 }", "", "", "" },
        { "sparc", "memory: { size: 1028KiB }", "memory.size", "not in whole pages", "8KiB" },
        { "sparc", "memory: { size: 1MiB }", "", "", "" },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void A_scenario_changes_of_its_platform_only_what_the_platform_has(string platform, string text, string key, string message, string expected)
    {
        using var directory = Shipped();
        var load = directory.Load($"{ScenarioDirectory.Good}{text}\nplatform: {platform}\n");
        if (key.Length == 0)
        {
            Assert.Equal([], load.Errors.Select(ScenarioDirectory.Show));
            return;
        }

        var error = Assert.Single(load.Errors);
        Assert.Equal(key, error.Key);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void On_the_platform_of_the_command_line_a_section_for_another_one_means_nothing()
    {
        using var directory = Shipped();
        var scenario = directory.LoadGood(
            ScenarioDirectory.Good + "iommu: { size: 128KiB, fastTrackSlots: 0 }\nplatform: sparc\n",
            new ScenarioLoadOptions { Platform = "noncoherent" });
        Assert.Equal((false, 512), (scenario.Machine.HasIommu, scenario.Caches.Cpu.Lines));
    }

    [Fact]
    public void A_device_of_the_ISA_bus_finds_no_DMA_controller_behind_an_IOMMU()
    {
        using var directory = Shipped();
        directory.Catalog.Devices["isa-floppy"] = new DeviceEntry("isa-floppy", 0x18, typeof(IsaFloppySettings), NeedsDmaChannel: true);
        var text = ScenarioDirectory.Good.Replace("sg-disk", "isa-floppy", StringComparison.Ordinal) + "    dmaChannel: 2\n";
        directory.LoadGood(text);
        var error = directory.OnlyError(text, new ScenarioLoadOptions { Platform = "sparc" });
        Assert.Equal("devices[0].dmaChannel", error.Key);
        Assert.Contains("physical addresses", error.Expected, StringComparison.Ordinal);
    }

    /// <summary>A directory with the platforms that ship.</summary>
    private static ScenarioDirectory Shipped()
    {
        var directory = new ScenarioDirectory();
        foreach (var platform in ScenarioFiles.Locate().Platforms())
            directory.Write($"config/platforms/{Path.GetFileName(platform.Path)}", File.ReadAllText(platform.Path));
        return directory;
    }
}
