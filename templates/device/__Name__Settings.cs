using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace __Name__Devices;

/// <summary>What a scenario can say under `settings:`. The name of a property says its unit, and the scenario has to give one: `service: 20us`.</summary>
public sealed class __Name__Settings
{
    [Description("What a command takes before its data move.")]
    [Range(0, 1_000_000_000)]
    public long ServiceNanoseconds { get; set; } = 20_000;

    [Description("How many entries the scatter/gather list has.")]
    [Range(1, 64)]
    public int Entries { get; set; } = 17;
}
