using DmaActors.Hardware.Bus;
using DmaActors.Hardware.DeviceModel;

namespace DmaActors.Devices;

/// <summary>A disk with an engine of its own on the bus. A model adds the registers that say where in memory the data are.</summary>
public abstract class BusMasterDisk : DiskController
{
    private protected BusMasterDisk(DeviceWiring wiring, RegisterMap registers, BusMasterDiskSettings settings)
        : base(wiring, registers, settings) => this.settings = settings;

    /// <summary>The common registers and that of an engine; a model adds its own.</summary>
    private protected static RegisterMap<TDisk> EngineRegisters<TDisk>()
        where TDisk : BusMasterDisk =>
        CommonRegisters<TDisk>().Add(DiskRegisters.Burst, 32, "BURST", disk => disk.burst, (disk, value) => disk.burst = (uint)value);

    private protected int AddressBits => settings.AddressBits;

    /// <summary>Adds the places of the command's data, at most <paramref name="bytes"/>, as the registers have them now. False: they make no sense.</summary>
    private protected abstract bool TryPlace(long bytes, List<DmaSegment> segments);

    private protected sealed override bool TryMove(long bytes, MediaPort data)
    {
        var segments = new List<DmaSegment>();
        if (burst > DiskRegisters.LargestBurst || (burst & (burst - 1L)) != 0 || !TryPlace(bytes, segments))
            return false;
        StartTransfer(segments, data.ToMemory, burst == 0 ? (int)settings.BurstBytes : (int)burst, data);
        return true;
    }

    private protected sealed override void StopMoving() => StopTransfer();

    protected override void OnPowerOff()
    {
        base.OnPowerOff();
        burst = 0;
    }

    protected sealed override void OnTransferComplete(TransferComplete completion) => OnMoved(completion.Bytes);

    private readonly BusMasterDiskSettings settings;

    // Bytes; 0 after power on.
    private uint burst;
}
