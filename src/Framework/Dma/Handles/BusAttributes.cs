namespace DmaActors.Framework.Dma;

/// <summary>What the buses between a device and memory make of its attributes, each nexus on the way up.</summary>
internal static class BusAttributes
{
    /// <summary>
    /// What the ISA nexus merges into every handle below it, and <c>ddi_dmae_getattr(9F)</c> returns: 24 bits of address, 64 KiB, and one cookie,
    /// whatever the device says.
    /// </summary>
    public static DmaAttributes Isa { get; } = new()
    {
        AddrLo = 0,
        AddrHi = 0xFF_FFFF,
        CountMax = 0xFFFF,
        Align = 1,
        BurstSizes = 1,
        MinXfer = 1,
        MaxXfer = 0xFFFF_FFFF,
        Seg = 0xFFFF,
        SgLen = 1,
        Granular = 1,
    };

    /// <summary>The attributes that the root nexus sees.</summary>
    /// <param name="device">Those of the device, not modified.</param>
    /// <param name="nexuses">Those that each bus has of its own, from the device's bus upwards.</param>
    public static DmaAttributes AtTheRoot(DmaAttributes device, params ReadOnlySpan<DmaAttributes> nexuses)
    {
        foreach (DmaAttributes nexus in nexuses)
            device = device.Behind(nexus);
        return device;
    }
}
