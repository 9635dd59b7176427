using DmaActors.Lab.Inputs;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Lab.Tests.Scenarios;

/// <summary>What can be wrong with the keys of devices on the ISA bus: one error each, at its line, that says what would be right.</summary>
public sealed class IsaKeyErrorTests
{
    private const string Floppy = "isa-floppy";
    private const string Master = "isa-master";

    /// <summary>Devices of the model, from line 3 on; where the one error is, and what it says.</summary>
    public static TheoryData<string, int, string, string, string> Wrong => new()
    {
        { Device(Floppy, "dmaChannel: 2", "bus: system"), 8, "devices[0].bus", "only devices on the ISA bus are wired to the DMA controller", "`bus: isa`, or no such key" },
        { Device(Floppy, "slaveOnly: true", "dmaChannel: 2"), 7, "devices[0].slaveOnly", "a slave-only slot has no wires to the DMA controller", "no such key, or no `dmaChannel`" },
        { Device(Floppy, "bus: isa"), 3, "devices[0]", "isa-floppy is wired to a channel of the DMA controller", "0 to 3 and 5 to 7" },
        { Device(Floppy, "dmaChannel: 4"), 7, "devices[0].dmaChannel", "channel 4 joins the two halves of the DMA controller", "0 to 3, or 5 to 7" },
        { Device(Floppy, "dmaChannel: 8"), 7, "devices[0].dmaChannel", "`8` is more than 7", "a whole number from 0 to 7" },
        { Device(Floppy, "dmaChannel: -1"), 7, "devices[0].dmaChannel", "`-1` is less than 0", "a whole number from 0 to 7" },
        { Device(Floppy, "dmaChannel: two"), 7, "devices[0].dmaChannel", "`two` is not a whole number", "a whole number from 0 to 7" },
        { Device("sg-disk", "bus: isa", "dmaChannel: 2"), 8, "devices[0].dmaChannel", "sg-disk is not wired to the DMA controller", "no `dmaChannel` here" },
        { Device("sg-disk", "bus: eisa"), 7, "devices[0].bus", "`eisa`", "isa" },
        { Device(Master, "dmaChannel: 5", "count: 2"), 7, "devices[0].dmaChannel", "2 times isa-master are on channel 5, which each of them drives all the time", "a channel of its own" },
        { Device(Master, "dmaChannel: 5") + Second(Master, "dmaChannel: 5"), 12, "devices[1].dmaChannel", "channel 5 is that of `a` (line 7), and isa-master drives the request line of its channel all the time", "another channel" },
        { Device(Master, "dmaChannel: 5") + Second(Floppy, "dmaChannel: 5"), 12, "devices[1].dmaChannel", "isa-master drives the request line", "another channel" },
        { Device(Floppy, "dmaChannel: 5") + Second(Master, "dmaChannel: 5"), 12, "devices[1].dmaChannel", "isa-master drives the request line", "another channel" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_mistake_is_one_error_at_its_line(string devices, int line, string key, string message, string expected)
    {
        using var directory = NewDirectory();
        Check(directory.OnlyError("title: One\ndevices:\n" + devices), line, key, message, expected);
    }

    [Theory]
    [InlineData("bus: isa", "", 7, "devices[0].bus")]
    [InlineData("bus: isa", "dmaChannel: 2", 7, "devices[0].bus")]
    [InlineData("dmaChannel: 2", "", 7, "devices[0].dmaChannel")]
    public void A_platform_without_an_ISA_bus_is_named_at_the_key_that_asks_for_one(string first, string second, int line, string key)
    {
        using var directory = NewDirectory();
        var model = (first + second).Contains("dmaChannel", StringComparison.Ordinal) ? Floppy : "sg-disk";
        var error = directory.OnlyError("title: One\ndevices:\n" + Device(model, first, second), new ScenarioLoadOptions { Files = directory.Files, Platform = "bare" });
        Check(error, line, key, "the platform `bare` has no ISA bus", "a platform with `isa: true`");
    }

    [Fact]
    public void Floppies_may_share_a_channel_and_a_bus_master_may_be_alone_on_its_own()
    {
        using var directory = NewDirectory();
        directory.LoadGood("title: One\ndevices:\n" + Device(Floppy, "dmaChannel: 2", "count: 3") + Second(Floppy, "dmaChannel: 2") + Device(Master, "dmaChannel: 7", name: "c", registers: 2));
    }

    [Theory]
    [InlineData(4, "channel 4 joins the two halves of the DMA controller: no device is wired to it")]
    [InlineData(8, "`8` is more than 7")]
    public void A_driver_is_not_told_a_channel_that_no_device_can_have(int channel, string message)
    {
        using var directory = new ScenarioDirectory();
        var path = directory.Write("scenario.yaml", $"title: One\ndevices:\n{Device(Floppy, "dmaChannel: 2", $"driverSettings: {{ channel: {channel} }}")}".Replace("sg-block", "third-party-block", StringComparison.Ordinal));
        var error = Assert.Single(ScenarioLoader.Load(path, RealCatalog.Instance, new ScenarioLoadOptions { Files = directory.Files }).Errors);
        Check(error, 8, "devices[0].driverSettings.channel", message, "0 to 7");
    }

    private static ScenarioDirectory NewDirectory()
    {
        var directory = new ScenarioDirectory();
        directory.Write("config/platforms/bare.yaml", "title: Bare\nisa: false\n");
        directory.Catalog.Devices[Floppy] = new DeviceEntry(Floppy, 0x18, NeedsDmaChannel: true);
        directory.Catalog.Devices[Master] = new DeviceEntry(Master, 0x18, NeedsDmaChannel: true, KeepsDmaChannel: true);
        return directory;
    }

    private static string Device(string model, string first, string second = "", string name = "a", int registers = 0) =>
        $"  - name: {name}\n    model: {model}\n    driver: sg-block\n    registers: 0xF00{registers}0000\n    {first}\n{(second.Length == 0 ? "" : $"    {second}\n")}";

    private static string Second(string model, string keys) => Device(model, keys, name: "b", registers: 1);

    private static void Check(InputError error, int line, string key, string message, string expected)
    {
        Assert.Equal("scenario.yaml", Path.GetFileName(error.File));
        Assert.Equal((line, key), (error.Line, error.Key));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
    }
}
