namespace DmaActors.Hardware.Isa8237;

/// <summary>How long a channel of the 8237 keeps the bus. Bits 6 and 7 of the mode register.</summary>
public enum ServiceMode : byte
{
    /// <summary>While the device requests, at most to terminal count.</summary>
    Demand = 0,

    /// <summary>For one transfer; then whoever requests competes again, the same channel too.</summary>
    Single = 1,

    /// <summary>To terminal count. The device's request is needed for the beginning only.</summary>
    Block = 2,

    /// <summary>While the device requests. The chip moves nothing: the device drives the bus, or another 8237 does.</summary>
    Cascade = 3,
}
