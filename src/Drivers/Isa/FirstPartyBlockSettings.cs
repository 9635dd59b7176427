namespace DmaActors.Drivers.Isa;

/// <summary>Settings of <see cref="FirstPartyBlock"/>.</summary>
public sealed class FirstPartyBlockSettings : IsaBlockSettings
{
    public FirstPartyBlockSettings() => Channel = 5;
}
