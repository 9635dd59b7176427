using System.Reflection;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Lab.Tests.Scenarios;

public sealed class ScenarioLoaderTests
{
    [Fact]
    public void A_scenario_of_six_lines_gets_everything_else_from_the_defaults()
    {
        using var directory = new ScenarioDirectory();
        var scenario = directory.LoadGood(ScenarioDirectory.Good);
        Assert.Equal("One disk", scenario.Title);
        Assert.Equal((1UL, RunMode.Timed, Processors.Many, BindSteps.Atomic), (scenario.Seed, scenario.Mode, scenario.Cpus, scenario.Ddi.Bind));
        Assert.Equal((256L << 20, 0x101000L, 4096L), (scenario.Memory.SizeBytes, scenario.Nexus.CopyBufferMaxBytes, scenario.Machine.PageBytes));
        Assert.Equal((null, 4096), (scenario.Bounds.Steps, scenario.Bounds.Channel));
        Assert.Null(scenario.Expect);
        var disk = Assert.Single(scenario.Instances);
        Assert.Equal(new DeviceInstance("disk0", 0, 0xF0000000, 0x40, scenario.Devices[0]), disk);
        Assert.Equal((5, TriggerMode.Level, null), (disk.Section.Priority, disk.Section.Trigger, disk.Section.Vector));
    }

    [Fact]
    public void Every_key_can_be_written()
    {
        using var directory = new ScenarioDirectory();
        directory.Write("mine.dll", "");
        directory.Write("day.iolog", "");
        directory.Write("disk.img", "");
        var scenario = directory.LoadGood(
            """
            title: "All: keys"
            about: |
              Two
              lines
            platform: x86
            seed: 18446744073709551615
            assembly: [mine.dll]
            mode: untimed
            cpus: 1
            softcall: { cpus: 1 }
            ddi: { bind: split }
            memory: { size: 64MiB, frames: descending }
            nexus: { copyBufferPages: 8, copyBufferMax: 64KiB, handles: 3, bindings: 2 }
            bus: { grant: 512B, bandwidth: 1GiB/s, burstLatency: 1us, bridge: { depth: 0, drain: 0ns } }
            timing: { registerWrite: 1ns, registerRead: 2us, interrupt: 3ms, softcall: 1s, call: 0s }
            devices:
              - name: disk
                model: sg-disk
                driver: sg-block
                count: 2
                registers: 0xFFFF0000
                vector: 0x0B
                priority: 12
                trigger: edge
                media: { image: disk.img }
                settings: { service: 1ms, queue: 8, gap: 1us }
                driverSettings: { addressBits: 24, sgLength: 1 }
              - { name: tape, model: tape, driver: one-cookie-block, registers: "0xE0000000", settings: { speed: 2MiB/s }, media: { size: 1GiB } }
            workload: { kind: iolog, iolog: day.iolog, paced: true, depth: 8, opens: 2 }
            bounds: { steps: 7, channel: 9 }
            timers: { lastResort: [watchdog] }
            expect: { verdict: bound-reached, rule: DMA012 }
            rules: { off: [DMA001] }
            """
        );
        Assert.Equal("Two\nlines\n", scenario.About);
        Assert.Equal(ulong.MaxValue, scenario.Seed);
        Assert.Equal(
            (RunMode.Untimed, Processors.One, BindSteps.Split, FrameOrder.Descending),
            (scenario.Mode, scenario.Cpus, scenario.Ddi.Bind, scenario.Memory.Frames)
        );
        Assert.Equal((8, 65_536L, 3, 2), (scenario.Nexus.CopyBufferPages, scenario.Nexus.CopyBufferMaxBytes, scenario.Nexus.Handles, scenario.Nexus.Bindings));
        Assert.Equal(
            (512L, 1L << 30, 1_000L, 0, 0L),
            (
                scenario.Bus.GrantBytes,
                scenario.Bus.BandwidthBytesPerSecond,
                scenario.Bus.BurstLatencyNanoseconds,
                scenario.Bus.Bridge.Depth,
                scenario.Bus.Bridge.DrainNanoseconds
            )
        );
        Assert.Equal(
            (1L, 2_000L, 3_000_000L, 1_000_000_000L, 0L),
            (
                scenario.Timing.RegisterWriteNanoseconds,
                scenario.Timing.RegisterReadNanoseconds,
                scenario.Timing.InterruptNanoseconds,
                scenario.Timing.SoftcallNanoseconds,
                scenario.Timing.CallNanoseconds
            )
        );
        var settings = Assert.IsType<SgDiskSettings>(scenario.Devices[0].Settings);
        Assert.Equal((1_000_000L, 8, 1_000L), (settings.ServiceNanoseconds, settings.Queue, settings.GapNanoseconds));
        Assert.Equal(24, Assert.IsType<SgBlockSettings>(scenario.Devices[0].DriverSettings).AddressBits);
        Assert.Equal((11, 12, TriggerMode.Edge), (scenario.Devices[0].Vector, scenario.Devices[0].Priority, scenario.Devices[0].Trigger));
        Assert.Equal(2L << 20, Assert.IsType<TapeSettings>(scenario.Devices[1].Settings).SpeedBytesPerSecond);
        Assert.Null(scenario.Devices[1].DriverSettings);
        Assert.Equal(["disk0", "disk1", "tape"], scenario.Instances.Select(instance => instance.Name));
        Assert.Equal((ExpectedVerdict.BoundReached, "DMA012"), (scenario.Expect!.Verdict, scenario.Expect.Rule));
        Assert.Equal(["watchdog"], scenario.Timers.LastResort);
        Assert.Equal(["DMA001"], scenario.Rules.Off);
    }

    [Fact]
    public void The_scenario_lies_over_the_platform_key_by_key_and_the_platform_over_the_classes()
    {
        using var directory = new ScenarioDirectory();
        directory.Write(
            "config/platforms/x86.yaml",
            "title: Usual\naddresses: dvma\npage: 8KiB\nmemory: { size: 32MiB, frames: contiguous }\nbus: { grant: 1KiB, bridge: { depth: 3 } }\n"
        );
        var scenario = directory.LoadGood(ScenarioDirectory.Good + "memory: { size: 64MiB }\nbus: { bridge: { drain: 7ns } }\n");
        Assert.Equal((64L << 20, FrameOrder.Contiguous), (scenario.Memory.SizeBytes, scenario.Memory.Frames));
        Assert.Equal(
            (1024L, 3, 7L, 133L << 20),
            (scenario.Bus.GrantBytes, scenario.Bus.Bridge.Depth, scenario.Bus.Bridge.DrainNanoseconds, scenario.Bus.BandwidthBytesPerSecond)
        );
        Assert.Equal(8192, scenario.Machine.PageBytes);
        Assert.Same(scenario.Memory, scenario.Machine.Memory);
    }

    [Fact]
    public void Every_section_of_a_platform_reaches_the_scenario()
    {
        var (platform, scenario) = (new Platform(), new Scenario());
        scenario.StartFrom(platform);
        var sections = typeof(Platform).GetProperties().Where(property => property.PropertyType.Name.EndsWith("Section", StringComparison.Ordinal)).ToList();
        Assert.Equal(6, sections.Count);
        foreach (var section in sections)
            Assert.Same(section.GetValue(platform), typeof(Scenario).GetProperty(section.Name)!.GetValue(scenario));
    }

    [Fact]
    public void A_platform_can_be_a_file_beside_the_scenario_and_the_command_line_overrides_it()
    {
        using var directory = new ScenarioDirectory();
        directory.Write("mine.yaml", "title: Mine\ncaches: { cpu: { lines: 64 } }\n");
        directory.Write("config/platforms/other.yaml", "title: Other\naddresses: dvma\npage: 8KiB\n");
        Assert.Equal("Mine", directory.LoadGood(ScenarioDirectory.Good + "platform: ./mine.yaml\n").Machine.Title);
        Assert.Equal("Mine", directory.LoadGood(ScenarioDirectory.Good + "platform: mine\n").Machine.Title);
        directory.Write("x86.yaml", "title: A scenario of that name\n");
        Assert.Equal("Usual", directory.LoadGood(ScenarioDirectory.Good + "platform: x86\n").Machine.Title);
        var other = directory.LoadGood(ScenarioDirectory.Good + "platform: mine\n", new ScenarioLoadOptions { Platform = "other" });
        Assert.Equal(("Other", "other"), (other.Machine.Title, other.Platform));
        var error = directory.OnlyError(ScenarioDirectory.Good, new ScenarioLoadOptions { Platform = "othre" });
        Assert.Equal((0, "--platform"), (error.Line, error.Key));
        Assert.Contains("did you mean `other`?", error.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_in_the_platform_is_reported_in_the_platforms_file_after_those_of_the_scenario()
    {
        using var directory = new ScenarioDirectory();
        directory.Write("config/platforms/x86.yaml", "title: Usual\npage: 5KiB\nmemory:\n  size: 64\ndevices: []\n");
        var errors = directory.LoadBad(ScenarioDirectory.Good + "sede: 1\n");
        Assert.Equal(
            [("scenario.yaml", 7, "sede"), ("x86.yaml", 4, "memory.size"), ("x86.yaml", 5, "devices")],
            errors.Select(error => (Path.GetFileName(error.File), error.Line, error.Key))
        );
        directory.Write("config/platforms/x86.yaml", "title: Usual\npage: 5KiB\n");
        Assert.Equal(("x86.yaml", 2, 7, "page"), Place(directory.OnlyError(ScenarioDirectory.Good)));
    }

    [Fact]
    public void Devices_with_a_count_stand_side_by_side()
    {
        using var directory = new ScenarioDirectory();
        var scenario = directory.LoadGood(
            ScenarioDirectory.Good.Replace("disk0", "disk", StringComparison.Ordinal).Replace("sg-disk", "reg-disk", StringComparison.Ordinal)
                + "    count: 3\n"
        );
        Assert.Equal(
            [("disk0", 0xF0000000), ("disk1", 0xF0000020), ("disk2", 0xF0000040)],
            scenario.Instances.Select(disk => (disk.Name, disk.RegistersAddress))
        );
        Assert.Equal([0, 1, 2], scenario.Instances.Select(disk => disk.Ordinal));
        Assert.All(scenario.Instances, disk => Assert.Equal(0x18, disk.RegisterBytes));
    }

    [Theory]
    [InlineData("0xF0000040", true)]
    [InlineData("0xF000003F", false)]
    [InlineData("0xEFFFFFC0", true)]
    [InlineData("0xEFFFFFC1", false)]
    [InlineData("0x10000000", true)]
    [InlineData("0xFFFFFFF", false)]
    [InlineData("0xFFFFFFFFFFFBF", true)]
    [InlineData("0xFFFFFFFFFFFC0", false)]
    public void Register_ranges_may_touch_each_other_and_the_ends_but_not_overlap(string registers, bool fits)
    {
        using var directory = new ScenarioDirectory();
        var load = directory.Load(ScenarioDirectory.Good + $"  - {{ name: disk1, model: sg-disk, driver: sg-block, registers: {registers} }}\n");
        Assert.Equal(fits, load.Errors.Count == 0);
    }

    [Fact]
    public void A_hundred_thousand_instances_are_laid_out()
    {
        using var directory = new ScenarioDirectory();
        var scenario = directory.LoadGood(ScenarioDirectory.Good + "    count: 100000\n");
        Assert.Equal(100_000, scenario.Instances.Count);
        Assert.Equal(0xF0000000 + (99_999L * 0x40), scenario.Instances[^1].RegistersAddress);
    }

    [Theory]
    [InlineData("", "11 11 11")]
    [InlineData("    ownVectors: true\n", "11 12 13")]
    public void Devices_alike_share_a_line_unless_each_is_to_have_its_own(string key, string vectors)
    {
        using var directory = new ScenarioDirectory();
        var scenario = directory.LoadGood(ScenarioDirectory.Good + "    count: 3\n    vector: 11\n" + key);
        Assert.Equal(vectors, string.Join(' ', scenario.Instances.Select(instance => instance.Vector)));
    }

    [Fact]
    public void What_is_found_later_still_has_the_line_of_its_key()
    {
        using var directory = new ScenarioDirectory();
        directory.Write("a.iolog", "");
        var load = directory.Load(ScenarioDirectory.Good + "workload:\n  kind: iolog\n  iolog: a.iolog\n");
        Assert.Equal(("scenario.yaml", 9, 10, "workload.iolog"), Place(load.ErrorAt("workload.iolog", "no requests", "some")));
        Assert.Equal((8, 3), (load.ErrorAt("workload.depth", "too deep", "less").Line, load.ErrorAt("workload.depth", "too deep", "less").Column));
        Assert.Equal(3, load.ErrorAt("devices[0].media.image", "odd", "even").Line);
        Assert.Equal(1, load.ErrorAt("nowhere", "odd", "even").Line);
    }

    [Fact]
    public void Files_are_relative_to_the_scenarios_file_and_need_not_exist_if_the_caller_says_so()
    {
        using var directory = new ScenarioDirectory();
        var text = ScenarioDirectory.Good + "assembly: [bin/mine.dll, ../other.dll]\nworkload: { kind: iolog, iolog: a.iolog }\n";
        Assert.Equal(3, directory.LoadBad(text).Count);
        Assert.Equal(2, directory.LoadBad(text, new ScenarioLoadOptions { Iolog = "elsewhere" }).Count);
        var scenario = directory.LoadGood(text, new ScenarioLoadOptions { FilesMustExist = false });
        Assert.Equal(Path.Combine(directory.Root, "bin", "mine.dll"), scenario.Resolve(scenario.Assembly[0]));
        Assert.Equal(
            [Path.Combine(directory.Root, "bin", "mine.dll"), Path.Combine(Path.GetDirectoryName(directory.Root)!, "other.dll")],
            ScenarioLoader.Assemblies(Path.Combine(directory.Root, "scenario.yaml"))
        );
        Assert.Empty(ScenarioLoader.Assemblies(directory.Write("broken.yaml", "assembly: [")));
        Assert.Empty(ScenarioLoader.Assemblies(directory.Write("broken.yaml", "assembly: 5")));
        Assert.Empty(ScenarioLoader.Assemblies(directory.Write("broken.yaml", "assembly: [\"a\\0b\", '', ~]")));
        Assert.Empty(ScenarioLoader.Assemblies(Path.Combine(directory.Root, "none.yaml")));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_an_error_without_a_line()
    {
        using var directory = new ScenarioDirectory();
        foreach (
            var (path, message) in new[]
            {
                (directory.Root, "this is a directory"),
                (Path.Combine(directory.Root, "none.yaml"), "there is no such file"),
                ("a\0b", "there is no such file"),
                ("", "there is no such file"),
            }
        )
        {
            var load = ScenarioLoader.Load(path, directory.Catalog, new ScenarioLoadOptions { Files = directory.Files });
            var error = Assert.Single(load.Errors);
            Assert.Equal((path, 0, message), (error.File, error.Line, error.Message));
        }

        Assert.Contains("1MiB", directory.OnlyError(new string('#', (1 << 20) + 1)).Expected, StringComparison.Ordinal);
        var binary = directory.Write("binary.yaml", "");
        File.WriteAllBytes(binary, [.. "title: a\nabout: "u8, 0xC3, 0x28]);
        var bad = Assert.Single(ScenarioLoader.Load(binary, directory.Catalog, new ScenarioLoadOptions { Files = directory.Files }).Errors);
        Assert.Equal((2, 8, "text in UTF-8"), (bad.Line, bad.Column, bad.Expected));
    }

    [Fact]
    public void A_byte_order_mark_and_carriage_returns_are_taken()
    {
        using var directory = new ScenarioDirectory();
        Assert.Equal("One disk", directory.LoadGood("\uFEFF" + ScenarioDirectory.Good.Replace("\n", "\r\n", StringComparison.Ordinal)).Title);
    }

    private static (string File, int Line, int Column, string Key) Place(Lab.Inputs.InputError error) =>
        (Path.GetFileName(error.File), error.Line, error.Column, error.Key);
}
