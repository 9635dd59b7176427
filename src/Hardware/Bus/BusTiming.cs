namespace DmaActors.Hardware.Bus;

/// <summary>How long the bus takes, in nanoseconds of virtual time, and how much it grants at once.</summary>
public sealed record BusTiming
{
    /// <summary>The most bytes of one cookie that move in one turn.</summary>
    public int GrantBytes { get; init; } = 4_096;

    /// <summary>Half of each cookie is a grant, whatever its size: at least two a request, so that what happens between grants is seen in small scenarios.</summary>
    public bool GrantHalves { get; init; }

    /// <summary>Whoever polls a register is answered when something has happened to the device: where any step may be next, it would be asked any number of times before.</summary>
    public bool PollsWait { get; init; }

    /// <summary>Bytes a second at full burst.</summary>
    public long BytesPerSecond { get; init; } = 133_000_000;

    /// <summary>Arbitration and address phase of one burst.</summary>
    public long BurstSetupNanoseconds { get; init; } = 60;

    /// <summary>Between a line that rises and the controller that notices.</summary>
    public long InterruptNanoseconds { get; init; } = 500;

    /// <summary>From the processor to a register.</summary>
    public long RegisterWriteNanoseconds { get; init; } = 60;

    /// <summary>From a register back to the processor.</summary>
    public long RegisterReadNanoseconds { get; init; } = 240;

    /// <summary>How many writes of a device the bridge holds before the oldest must reach memory; 0: there is no buffer.</summary>
    public int BridgeDepth { get; init; } = 4;

    /// <summary>After how long an idle bridge writes what it holds to memory.</summary>
    public long BridgeDrainNanoseconds { get; init; } = 2_000;

    /// <summary>From the request of the DMA controller to the bus, and back: once for each service.</summary>
    public long IsaArbitrationNanoseconds { get; init; } = 500;

    /// <summary>One transfer of the DMA controller, a byte or a word: four clocks of 4 MHz.</summary>
    public long IsaTransferNanoseconds { get; init; } = 1_000;

    /// <summary>What moving these bytes costs with bursts of this size.</summary>
    public VirtualDuration Transfer(int bytes, int burstBytes)
    {
        var bursts = (bytes + burstBytes - 1) / burstBytes;
        return new VirtualDuration((bursts * BurstSetupNanoseconds) + (bytes * 1_000_000_000L / BytesPerSecond));
    }

    /// <summary>What so many services of the DMA controller cost that make so many transfers.</summary>
    public VirtualDuration IsaService(int services, int transfers) => new((services * IsaArbitrationNanoseconds) + (transfers * IsaTransferNanoseconds));
}
