using System.ComponentModel;

namespace DmaActors.Drivers.Isa;

/// <summary>Settings of <see cref="ThirdPartyBlock"/>.</summary>
public sealed class ThirdPartyBlockSettings : IsaBlockSettings
{
    [Description("How long the channel keeps the bus.")]
    public DmaeTrans Trans { get; set; } = DmaeTrans.Single;
}
