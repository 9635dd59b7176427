using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Lab.Tests.Scenarios;

/// <summary>Drivers and devices as they could be found in assemblies: their settings classes use standard attributes only.</summary>
internal sealed class FakeCatalog : IScenarioCatalog
{
    public IEnumerable<string> DeviceModels => Devices.Keys;

    public IEnumerable<string> DriverNames => Drivers.Keys;

    public IEnumerable<string> RuleIds => ["DMA001", "DMA012", "DMA020"];

    public Dictionary<string, DeviceEntry> Devices { get; } =
        new()
        {
            ["sg-disk"] = new("sg-disk", 0x40, typeof(SgDiskSettings)),
            ["reg-disk"] = new("reg-disk", 0x18),
            ["tape"] = new("tape", 0x1000, typeof(TapeSettings)),
        };

    public Dictionary<string, DriverEntry> Drivers { get; } =
        new() { ["sg-block"] = new("sg-block", typeof(SgBlockSettings)), ["one-cookie-block"] = new("one-cookie-block") };

    public bool TryGetDevice(string model, [NotNullWhen(true)] out DeviceEntry? entry) => Devices.TryGetValue(model, out entry);

    public bool TryGetDriver(string name, [NotNullWhen(true)] out DriverEntry? entry) => Drivers.TryGetValue(name, out entry);
}

internal sealed class SgDiskSettings : IValidatableObject
{
    [Description("How long a request takes.")]
    [Range(0, 1_000_000_000)]
    public long ServiceNanoseconds { get; set; } = 50_000;

    [Description("Requests that the device holds.")]
    [Range(1, 64)]
    public int Queue { get; set; } = 4;

    [Description("The shortest gap between two requests.")]
    public long? GapNanoseconds { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (GapNanoseconds > ServiceNanoseconds)
            yield return new ValidationResult("the gap is longer than the service", [nameof(GapNanoseconds)]);
    }
}

internal sealed class TapeSettings
{
    [Description("How fast it turns.")]
    [Required]
    public long SpeedBytesPerSecond { get; set; }
}

internal sealed class SgBlockSettings
{
    [Description("Address lines of the device.")]
    [Range(16, 64)]
    public int AddressBits { get; set; } = 64;

    [Description("Cookies a request.")]
    public int SgLength { get; set; } = 17;
}
