using DmaActors.Lab.Scenarios;

namespace DmaActors.Lab.Tests.Scenarios;

/// <summary>One mistake each: its line, its column, its key, what is said of it and what is proposed.</summary>
public sealed class BadInputTests
{
    private const string Devices = "\ndevices:\n  - name: disk0\n    model: sg-disk\n    driver: sg-block\n    registers: 0xF0000000\n";

    /// <summary>What follows the six good lines, and the one error that it brings.</summary>
    public static TheoryData<string, int, int, string, string, string> Appended => new()
    {
        // Keys
        { "sede: 5", 7, 1, "sede", "no key `sede`", "did you mean `seed`? the keys here are title, about," },
        { "Seed: 5", 7, 1, "Seed", "no key `Seed`", "did you mean `seed`?" },
        { "zzzzzz: 5", 7, 1, "zzzzzz", "no key `zzzzzz`", "the keys here are title, about," },
        { "memory: { sice: 4KiB }", 7, 11, "memory.sice", "no key `sice`", "did you mean `size`? the keys here are size, frames" },
        { "memory:\n  frames: scattered\n  frames: contiguous", 9, 3, "memory.frames", "written twice; the first is in line 8", "one of the two" },
        { "title: Again", 7, 1, "title", "written twice; the first is in line 1", "one of the two" },
        { "<<: { seed: 5 }", 7, 1, "<<", "no key", "the keys themselves" },
        { "? [a]\n: b", 7, 3, "", "a key cannot be a list", "a key that is a name" },

        // Nothing, and the wrong kind of thing
        { "seed:", 7, 6, "seed", "there is no value", "a whole number; or leave the key out" },
        { "seed: ~", 7, 7, "seed", "there is no value", "leave the key out" },
        { "memory:", 7, 8, "memory", "there is no value", "a section with the keys size, frames, pageMove, lockablePages; or leave the key out" },
        { "memory: 64MiB", 7, 9, "memory", "here stands a single value", "a section with the keys size, frames" },
        { "seed: [1]", 7, 7, "seed", "here stands a list", "a whole number" },
        { "seed:\n  a: 1", 8, 3, "seed", "here stands a section with keys", "a whole number" },
        { "assembly: a.dll", 7, 11, "assembly", "here stands a single value", "a list, each after `- `: a text" },
        { "assembly: [[b.dll]]", 7, 12, "assembly[0]", "here stands a list", "a text" },
        { "workload: { sizes: [4KiB] }", 7, 21, "workload.sizes[0]", "here stands a single value", "a section with the keys size, weight" },
        { "workload: { sizes: [] }", 7, 20, "workload.sizes", "the list has 0 items", "a list with at least 1 item" },
        { "seed: !!int 5", 7, 7, "", "tags (tag:yaml.org,2002:int) are not used here", "without its tag" },

        // Sizes
        { "memory: { size: 64 }", 7, 17, "memory.size", "`64` has no unit", "a size with its unit: 64B or 64KiB" },
        { "memory: { size: 0 }", 7, 17, "memory.size", "`0` has no unit", "0B or 0KiB" },
        { "memory: { size: 64MB }", 7, 17, "memory.size", "`MB` is not a unit of size", "64MiB (units: B, KiB, MiB, GiB, TiB)" },
        { "memory: { size: 64m }", 7, 17, "memory.size", "`m` is not a unit of size", "64MiB (units" },
        { "memory: { size: 64us }", 7, 17, "memory.size", "`us` is not a unit of size", "(units: B, KiB, MiB, GiB, TiB)" },
        { "memory: { size: 64 MiB }", 7, 17, "memory.size", "`64 MiB` is not written as a size", "64MiB" },
        { "memory: { size: 064MiB }", 7, 17, "memory.size", "`064MiB` is not written as a size", "64MiB" },
        { "memory: { size: 1.5MiB }", 7, 17, "memory.size", "`1.5MiB` is a fraction", "1536KiB" },
        { "memory: { size: 1.0001MiB }", 7, 17, "memory.size", "not a whole number of B", "a size from 1MiB to 1TiB, such as 64KiB" },
        { "memory: { size: -64MiB }", 7, 17, "memory.size", "`-64MiB` is negative", "a size from 1MiB to 1TiB" },
        { "memory: { size: lots }", 7, 17, "memory.size", "`lots` is not a size", "a size from 1MiB to 1TiB, such as 64KiB" },
        { "memory: { size: \"\" }", 7, 17, "memory.size", "`` is not a size", "a size from 1MiB" },
        { "memory: { size: 1KiB }", 7, 17, "memory.size", "`1KiB` is less than 1MiB", "a size from 1MiB to 1TiB" },
        { "memory: { size: 2TiB }", 7, 17, "memory.size", "`2TiB` is more than 1TiB", "a size from 1MiB to 1TiB" },
        { "memory: { size: 99999999TiB }", 7, 17, "memory.size", "`99999999TiB` is too large", "a size from 1MiB to 1TiB" },
        { "memory: { size: 99999999999999999999999999999999999B }", 7, 17, "memory.size", "is too large", "a size from 1MiB to 1TiB" },

        // Times, rates, shares, addresses
        { "timing: { call: 5 }", 7, 17, "timing.call", "`5` has no unit", "a time with its unit: 5ns or 5us" },
        { "timing: { call: 5µs }", 7, 17, "timing.call", "`µs` is not a unit of time", "5us (units: ns, us, ms, s)" },
        { "timing: { call: 5KiB }", 7, 17, "timing.call", "`KiB` is not a unit of time", "(units: ns, us, ms, s)" },
        { "timing: { call: 0.5ns }", 7, 17, "timing.call", "not a whole number of ns", "a time of at most 1s, such as 5us" },
        { "timing: { call: 2s }", 7, 17, "timing.call", "`2s` is more than 1s", "a time of at most 1s" },
        { "bus: { bandwidth: 133 }", 7, 19, "bus.bandwidth", "`133` has no unit", "a rate with its unit: 133B/s or 133KiB/s" },
        { "bus: { bandwidth: 133MiB }", 7, 19, "bus.bandwidth", "`MiB` is not a unit of rate", "(units: B/s, KiB/s, MiB/s, GiB/s, TiB/s)" },
        { "bus: { bandwidth: 133MBps }", 7, 19, "bus.bandwidth", "`MBps` is not a unit of rate", "133MiB/s (units" },
        { "workload: { readPercent: 70 }", 7, 26, "workload.readPercent", "`70` has no unit", "70%" },
        { "workload: { readPercent: 101% }", 7, 26, "workload.readPercent", "`101%` is more than 100%", "a share, such as 70%" },
        { "workload: { readPercent: half }", 7, 26, "workload.readPercent", "not a share in whole percent", "a share, such as 70%" },
        { "workload: { readPercent: 070% }", 7, 26, "workload.readPercent", "not written as a share", "70%" },

        // Whole numbers, texts, truth values, choices
        { "seed: -1", 7, 7, "seed", "`-1` is less than 0", "a whole number" },
        { "seed: 18446744073709551616", 7, 7, "seed", "is more than 18446744073709551615", "a whole number" },
        { "seed: 1.5", 7, 7, "seed", "`1.5` is not a whole number", "a whole number" },
        { "seed: 5us", 7, 7, "seed", "`5us` is not a whole number", "a whole number" },
        { "seed: \"5\"", 7, 7, "seed", "`5` is a text, because of its quotes", "5 without quotes" },
        { "seed: 010", 7, 7, "seed", "`010` has a leading zero", "10" },
        { "bounds: { channel: 99999999999 }", 7, 20, "bounds.channel", "is more than 16777216", "a whole number from 1 to 16777216" },
        { "bounds: { steps: 0 }", 7, 18, "bounds.steps", "`0` is less than 1", "a whole number from 1 to 1000000000000" },
        { "nexus: { handles: -1 }", 7, 19, "nexus.handles", "`-1` is less than 0", "a whole number of 0 or more" },
        { "about: 42", 7, 8, "about", "`42` is not a text", "\"42\", with quotes" },
        { "platform: true", 7, 11, "platform", "`true` is not a text", "\"true\", with quotes" },
        { "workload: { paced: yes, kind: iolog }", 7, 20, "workload.paced", "`yes` is not a truth value", "true" },
        { "mode: quick", 7, 7, "mode", "`quick` is none of the choices", "timed or untimed" },
        { "mode: Timed", 7, 7, "mode", "`Timed` is none of the choices", "did you mean `timed`? timed or untimed" },
        { "memory: { frames: scatterd }", 7, 19, "memory.frames", "`scatterd` is none", "did you mean `scattered`? contiguous, scattered or descending" },
        { "cpus: 2", 7, 7, "cpus", "`2` is none of the choices", "many or 1" },
        { "cpus: \"1\"", 7, 7, "cpus", "`1` is a text, because of its quotes", "1 without quotes" },
        { "softcall: { cpus: 3 }", 7, 19, "softcall.cpus", "`3` is more than 2", "a whole number from 1 to 2" },

        // Keys that do not fit together
        { "cpus: 1\nsoftcall: { cpus: 2 }", 8, 19, "softcall.cpus", "two processors of a machine with `cpus: 1`", "1, or `cpus: many`" },
        { "memory: { size: 67108865B }", 7, 17, "memory.size", "not in whole pages", "a multiple of the platform's page, 4KiB" },
        { "memory: { size: 1MiB }", 7, 17, "memory.size", "smaller than the pool for copy buffers, 1024 pages", "at least 4MiB, or fewer `nexus.copyBufferPages`" },
        { "memory: { size: 1MiB }\nnexus: { copyBufferPages: 257 }", 8, 27, "nexus.copyBufferPages", "larger than memory", "at most 256 pages" },
        { "workload: { kind: iolog }", 7, 11, "workload.iolog", "`kind: iolog` needs the log", "`iolog:` with the path of a file" },
        { "workload: { iolog: a.iolog }", 7, 20, "workload.iolog", "means nothing to a workload of this kind", "`kind: iolog`, or no such key" },
        { "workload: { kind: none, depth: 3 }", 7, 32, "workload.depth", "means nothing to a workload of this kind", "no such key" },
        { "workload: { kind: none, suspendAfter: 3 }", 7, 39, "workload.suspendAfter", "means nothing to a workload of this kind", "no such key" },
        { "workload: { requests: 30, suspendAfter: 30 }", 7, 41, "workload.suspendAfter", "the workload is over by then", "less than its 30 requests" },
        { "workload: { requests: 25000001 }", 7, 23, "workload.requests", "more than the 25000000 of the longest run", "at most 25000000" },
        { "workload: { powerOff: 1ms }", 7, 23, "workload.powerOff", "never suspended", "`suspendAfter` beside it" },
        { "workload: { sizes: [{ size: 4KiB }, { size: 1000B }] }", 7, 45, "workload.sizes[1].size", "not in whole blocks", "a multiple of 512B" },
        { "workload: { sizes: [{ weight: 2 }] }", 7, 21, "workload.sizes[0].size", "`size` is missing", "size: a size from 512B to 1GiB" },
        { "expect: { rule: DMA012 }", 7, 9, "expect.verdict", "`verdict` is missing", "passed, failed, panic," },
        { "expect: { verdict: passed, rule: DMA012 }", 7, 34, "expect.rule", "a run that passes breaks no rule", "verdict: failed" },
        { "expect: { verdict: failed, rule: DMA021 }", 7, 34, "expect.rule", "no rule `DMA021`", "did you mean `DMA001`? known are DMA001, DMA012, DMA020" },
        { "expect: { verdict: failed, never: DMA021 }", 7, 35, "expect.never", "no rule `DMA021`", "did you mean `DMA001`? known are DMA001, DMA012, DMA020, data, deadlock, livelock, panic, refusal, request" },
        { "expect: { verdict: failed, never: Deadlok }", 7, 35, "expect.never", "no rule `Deadlok`", "did you mean `deadlock`?" },
        { "rules: { off: [DMA020] }\nexpect: { verdict: passed, never: DMA020 }", 8, 35, "expect.never", "`rules.off` names it", "a rule that is checked" },
        { "rules: { off: [DMA020, dma12] }", 7, 24, "rules.off[1]", "no rule `dma12`", "did you mean `DMA012`?" },
        { "rules: { off: [DMA020] }\nexpect: { verdict: failed, rule: DMA020 }", 8, 34, "expect.rule", "`rules.off` names it", "a rule that is checked" },

        // Files
        { "platform: x68", 7, 11, "platform", "no platform `x68`", "did you mean `x86`? one of x86, or the path" },
        { "platform: nowhere/mine.yaml", 7, 11, "platform", "no platform `nowhere/mine.yaml`", "one of x86" },
        { "assembly: [none.dll]", 7, 12, "assembly[0]", "there is no file", "an assembly, relative to the scenario's file" },
        { "workload: { kind: iolog, iolog: none.iolog }", 7, 33, "workload.iolog", "there is no file", "an I/O log, relative to the scenario's file" },

        // A further device: its first line is the seventh
        { "  - disk1", 7, 5, "devices[1]", "here stands a single value", "a section with the keys name, model" },
        { Device(registers: "4026535936"), 10, 16, "devices[1].registers", "`4026535936` is a decimal number", "0xF0001000 if that is meant" },
        { Device(registers: "F0001000"), 10, 16, "devices[1].registers", "`F0001000` is not an address", "such as 0xF0000000" },
        { Device(registers: "0xF000000000000000F"), 10, 16, "devices[1].registers", "has more than 64 bits", "an address of at most 0xFFFFFFFFFFFFF" },
        { Device(registers: "0x10000000000000"), 10, 16, "devices[1].registers", "is more than 0xFFFFFFFFFFFFF", "an address of at most 0xFFFFFFFFFFFFF" },
        { Device(registers: "0xFFFFFFFFFFFFF"), 10, 16, "devices[1].registers", "end above 0xFFFFFFFFFFFFF", "a lower address or count" },
        { Device(registers: "0xFFFFFFF"), 10, 16, "devices[1].registers", "0xFFFFFFF is in memory, which ends at 0xFFFFFFF", "an address from 0x10000000 on" },
        { Device(registers: "0xF000003F"), 10, 16, "devices[1].registers", "0xF000003F to 0xF000007E overlaps the registers of `disk0`, 0xF0000000 to 0xF000003F (line 6)", "a free range, such as 0xF0001000" },
        { Device(registers: "0xEFFFFFC1"), 10, 16, "devices[1].registers", "overlaps the registers of `disk0`", "a free range" },
        { Device(registers: "0xEFFFFF80", more: "\n    count: 3"), 10, 16, "devices[1].registers", "0xEFFFFF80 to 0xF000003F overlaps the registers of `disk0`", "a free range" },
        { Device(name: "disk0"), 7, 11, "devices[1].name", "two devices `disk0`; the first is in line 3", "a name of its own" },
        { Device(name: "disk", more: "\n    count: 2"), 7, 11, "devices[1].name", "two devices `disk0`; the first is in line 3", "a name of its own" },
        { Device(name: "Disk1"), 7, 11, "devices[1].name", "`Disk1` does not fit", "a name of small letters, digits and -" },
        { Device(name: "\"\""), 7, 11, "devices[1].name", "an empty text", "a name of small letters" },
        { Device(model: "sg-disc"), 8, 12, "devices[1].model", "no device model `sg-disc`", "did you mean `sg-disk`? known are reg-disk, sg-disk, tape" },
        { Device(model: "quantum"), 8, 12, "devices[1].model", "no device model `quantum`", "known are reg-disk, sg-disk, tape" },
        { Device(driver: "sgblock"), 9, 13, "devices[1].driver", "no driver `sgblock`", "did you mean `sg-block`? known are one-cookie-block, sg-block" },
        { Device(more: "\n    vector: 256"), 11, 13, "devices[1].vector", "`256` is more than 255", "a whole number from 0 to 255" },
        { Device(more: "\n    priority: 13"), 11, 15, "devices[1].priority", "`13` is more than 12", "a whole number from 1 to 12" },
        { Device(more: "\n    onPanic: reboot"), 11, 14, "devices[1].onPanic", "`reboot` is none of the choices", "end, stop or restart" },
        { Device(more: "\n    onPanic: restart\n    restarts: 0"), 12, 15, "devices[1].restarts", "`0` is less than 1", "a whole number from 1 to 1000" },
        { Device(more: "\n    onPanic: stop\n    restarts: 2"), 12, 15, "devices[1].restarts", "means nothing to a driver that is not restarted", "`onPanic: restart` beside it" },
        { Device(more: "\n    onPanic: stop\nworkload: { suspendAfter: 3 }"), 11, 14, "devices[1].onPanic", "cannot be suspended with the others", "`onPanic: end`, or no `suspendAfter`" },
        { Device(more: "\n    count: 0"), 11, 12, "devices[1].count", "`0` is less than 1", "a whole number from 1 to" },
        { Device(more: "\n    media: { size: 16MiB, image: a.img }"), 11, 34, "devices[1].media.image", "either a size or an image", "one of `size: 64MiB`" },
        { Device(more: "\n    media: {}"), 11, 12, "devices[1].media.image", "either a size or an image", "one of" },
        { Device(more: "\n    media: { size: 1000B }"), 11, 20, "devices[1].media.size", "not in whole blocks", "a multiple of 512B" },
        { Device(more: "\n    media: { image: none.img }"), 11, 21, "devices[1].media.image", "there is no file", "a disk image, relative" },
        { Device(more: "\n    settings: { service: 50 }"), 11, 26, "devices[1].settings.service", "`50` has no unit", "50ns or 50us" },
        { Device(more: "\n    settings: { serviceNanoseconds: 50 }"), 11, 17, "devices[1].settings.serviceNanoseconds", "no key", "the keys here are service, queue, gap" },
        { Device(more: "\n    settings: { queue: 65 }"), 11, 24, "devices[1].settings.queue", "`65` is more than 64", "a whole number from 1 to 64" },
        { Device(more: "\n    settings: { gap: 51us }"), 11, 22, "devices[1].settings.gap", "the gap is longer than the service", "a time, such as 5us" },
        { Device(more: "\n    settings: [1]"), 11, 15, "devices[1].settings", "here stands a list", "a section with the keys service, queue, gap" },
        { Device(more: "\n    driverSettings: { adressBits: 24 }"), 11, 23, "devices[1].driverSettings.adressBits", "no key `adressBits`", "did you mean `addressBits`?" },
        { Device(model: "reg-disk", more: "\n    settings: { a: 1 }"), 11, 15, "devices[1].settings", "the device model reg-disk has no settings", "no `settings` here" },
        { Device(model: "tape"), 7, 5, "devices[1].settings.speed", "the device model tape needs `settings: speed`", "speed: a rate" },
        { Device(model: "tape", more: "\n    settings: {}"), 11, 15, "devices[1].settings.speed", "`speed` is missing", "speed: a rate" },

        // Lines
        { "    ownVectors: true", 7, 17, "devices[0].ownVectors", "there is no vector that they could begin with", "`vector: 11` beside it, or no such key" },
        { "    vector: 250\n    count: 7\n    ownVectors: true", 9, 17, "devices[0].ownVectors", "7 vectors from 250 on end at 256, and the highest is 255", "a lower `vector` or `count`, or no such key" },
        {
            "    vector: 10\n    count: 2\n    ownVectors: true\n  - { name: tape, model: sg-disk, driver: sg-block, registers: 0xF1000000, vector: 11, trigger: edge }", 10, 97, "devices[1].trigger",
            "vector 11 is `trigger: level` for `disk0` (line 7)", "`trigger: level`, or another vector"
        },
    };

    /// <summary>Whole files.</summary>
    public static TheoryData<string, int, int, string, string, string> Files => new()
    {
        { "", 1, 1, "", "the file is empty", "keys and values" },
        { "# only a comment\n", 1, 1, "", "the file is empty", "keys and values" },
        { "just a text\n", 1, 1, "", "the file is a single value", "a section with keys" },
        { "- a\n- b\n", 1, 1, "", "the file is a list", "a section with keys" },
        { "title: a\n\tseed: 1\n", 2, 1, "", "a tab in the indentation", "spaces" },
        { "title: a\nmemory:\n  \tsize: 64MiB" + Devices, 3, 3, "", "a tab in the indentation", "spaces" },
        { "title: a\nabout: b: c\n", 2, 9, "", "a second `:`", "quotes around a text with `: ` in it" },
        { "title: a\n  seed: 1\n", 2, 7, "", "a second `:` in one value, or a line that is indented too far", "in one column" },
        { "title: 'a\n", 1, 8, "", "never closed", "a closing quotation mark" },
        { "title: @a\n", 1, 8, "", "cannot begin with this character", "in quotes" },
        { "title: \"\\q\"\n", 1, 8, "", "unknown `\\` sequence", "single quotes" },
        { "title: a\nassembly: [a, b\nseed: 1\n", 2, 13, "", "cannot be read as YAML", "YAML:" },
        { " title: a\nseed: 1\n", 2, 1, "", "does not belong to the section before it", "in one column" },
        { "title: a\n- b\n", 2, 1, "", "", "" },
        { "title: a\n---\ntitle: b\n", 2, 1, "", "a second document begins here", "one document" },
        { "title: *a\n", 1, 8, "", "no finished anchor &a", "further up" },
        { "devices: &a [*a]\n", 1, 14, "", "no finished anchor &a", "further up" },
        { "title: a\nmemory: {\n\tsize: 64MiB }\n" + Devices[1..], 3, 1, "", "a tab in the indentation", "spaces" },
        { "devices: " + new string('[', 40) + "\n", 1, 41, "", "more than 32 levels", "at most six" },
        { "about: No title" + Devices, 1, 1, "title", "`title` is missing", "title: a text" },
        { "title: ' '" + Devices, 1, 8, "title", "an empty text", "a text" },
        { "title: 2024" + Devices, 1, 8, "title", "`2024` is not a text", "\"2024\"" },
        { "title: No devices\n", 1, 1, "devices", "`devices` is missing", "devices: a list with at least 1 item" },
        { "title: a\ndevices: []\n", 2, 10, "devices", "the list has 0 items", "a list with at least 1 item" },
    };

    [Theory]
    [MemberData(nameof(Appended))]
    public void A_single_mistake_is_one_error_at_its_place(string appended, int line, int column, string key, string message, string expected) =>
        Check(ScenarioDirectory.Good + appended + "\n", line, column, key, message, expected);

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_that_is_wrong_as_a_whole_is_one_error_at_its_place(string text, int line, int column, string key, string message, string expected) =>
        Check(text, line, column, key, message, expected);

    [Fact]
    public void All_mistakes_of_a_file_are_found_in_one_pass_and_come_by_line()
    {
        using var directory = new ScenarioDirectory();
        var errors = directory.LoadBad("""
            titel: Many mistakes
            seed: many
            memory:
              size: 64
              frames: wild
            devices:
              - name: disk0
                model: sg-dsk
                driver: sg-block
                registers: 0xF0000000
                vector: 300
              - name: disk0
                model: sg-disk
                driver: nobody
                registers: 0xF0000000
            timing:
              call: fast
            """);
        Assert.Equal(
            [(1, "titel"), (1, "title"), (2, "seed"), (4, "memory.size"), (5, "memory.frames"), (8, "devices[0].model"), (11, "devices[0].vector"), (12, "devices[1].name"), (14, "devices[1].driver"), (17, "timing.call")],
            errors.Select(error => (error.Line, error.Key)));
        Assert.All(errors, error => Assert.NotEqual("", error.Expected));
    }

    [Fact]
    public void A_value_that_could_not_be_read_leads_to_no_further_errors()
    {
        using var directory = new ScenarioDirectory();
        var good = ScenarioDirectory.Good.Replace("0xF0000000", "0x8000000", StringComparison.Ordinal);
        Assert.Equal("memory.size", directory.OnlyError(good + "memory: { size: 64 }").Key);
        Assert.Equal("workload.kind", directory.OnlyError(ScenarioDirectory.Good + "workload: { kind: mixed, paced: true }").Key);
        Assert.Equal("devices[0].model", directory.OnlyError(ScenarioDirectory.Good.Replace("sg-disk", "sg", StringComparison.Ordinal) + "    settings: { servise: 5 }").Key);
    }

    [Fact]
    public void A_device_that_is_no_section_does_not_shift_the_lines_of_those_after_it()
    {
        using var directory = new ScenarioDirectory();
        var errors = directory.LoadBad("title: a\ndevices:\n  - disk0\n" + Device(driver: "nobody") + "\n");
        Assert.Equal([(3, "devices[0]"), (6, "devices[1].driver")], errors.Select(error => (error.Line, error.Key)));
    }

    [Fact]
    public void Every_tab_in_the_indentation_is_named()
    {
        using var directory = new ScenarioDirectory();
        Assert.Equal([(2, 1), (4, 2)], directory.LoadBad("memory:\n\tsize: 64MiB\nbus:\n \tgrant: 4KiB\n").Select(error => (error.Line, error.Column)));
    }

    [Fact]
    public void A_line_that_is_level_for_one_device_and_edge_for_the_other_is_refused_at_the_second()
    {
        using var directory = new ScenarioDirectory();
        var error = directory.OnlyError(ScenarioDirectory.Good + "    vector: 11\n" + Device(more: "\n    vector: 11\n    trigger: edge"));
        Assert.Equal((13, 14, "devices[1].trigger"), (error.Line, error.Column, error.Key));
        Assert.Contains("vector 11 is `trigger: level` for `disk0` (line 7)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sg-disk", "\n    dmaChannel: 2", 11, 17, "devices[1].dmaChannel", "sg-disk is not wired to the DMA controller", "no `dmaChannel` here")]
    [InlineData("floppy", "\n    dmaChannel: 4", 11, 17, "devices[1].dmaChannel", "channel 4 joins the two halves", "0 to 3, or 5 to 7")]
    [InlineData("floppy", "\n    dmaChannel: 8", 11, 17, "devices[1].dmaChannel", "`8` is more than 7", "a whole number from 0 to 7")]
    [InlineData("floppy", "", 7, 5, "devices[1]", "floppy is wired to a channel", "`dmaChannel: 2`")]
    public void A_dma_channel_is_for_devices_that_are_wired_to_one(string model, string more, int line, int column, string key, string message, string expected)
    {
        using var directory = new ScenarioDirectory();
        directory.Catalog.Devices["floppy"] = new DeviceEntry("floppy", 0x18, NeedsDmaChannel: true);
        var error = directory.OnlyError(ScenarioDirectory.Good + Device(model: model, more: more));
        Assert.Equal((line, column, key), (error.Line, error.Column, error.Key));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
    }

    private static string Device(string name = "disk1", string model = "sg-disk", string driver = "sg-block", string registers = "0xF0001000", string more = "") =>
        $"  - name: {name}\n    model: {model}\n    driver: {driver}\n    registers: {registers}{more}";

    private static void Check(string text, int line, int column, string key, string message, string expected)
    {
        using var directory = new ScenarioDirectory();
        var error = directory.OnlyError(text);
        Assert.Equal("scenario.yaml", Path.GetFileName(error.File));
        Assert.Equal((line, column, key), (error.Line, error.Column, error.Key));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
    }
}
