using DmaActors.Hardware.Bus;
using DmaActors.Hardware.DeviceModel;

namespace DmaActors.Devices;

/// <summary>
/// A disk that takes its commands from parameter blocks in memory: it is told the address of one, fetches it, carries it out, stores how that ended in it, and
/// interrupts. One more address may be written while a command is under way.
/// </summary>
[DeviceModel("iopb-disk", "disk that takes its commands from parameter blocks in memory", typeof(IopbDiskSettings), NeedsMedia = true)]
public sealed class IopbDisk : SequencedDevice
{
    private static readonly TimerName Service = new("disk-service");
    private static readonly ServiceOver IsServed = new();

    private static readonly RegisterMap<IopbDisk> Map = new RegisterMap<IopbDisk>()
        .Add(DiskRegisters.Csr, 8, "CSR", disk => disk.ReadCsr(), (disk, value) => disk.WriteCsr((int)value))
        .Add(IopbDiskRegisters.IopbAddr, 32, "iopb_addr", disk => disk.completed, (disk, value) => disk.OnAddress((uint)value));

    public IopbDisk(DeviceWiring wiring, IopbDiskSettings settings)
        : base(wiring, Map)
    {
        this.settings = settings;
        serviceTime = new ServiceTime(settings);
    }

    private ulong ReadCsr() => (ulong)(status | (isBusy ? DiskRegisters.Start : 0) | (IsStopping ? DiskRegisters.Reset : 0));

    private void WriteCsr(int value)
    {
        if ((value & DiskRegisters.Reset) != 0)
            value = Reset();
        status = (status & ~(DiskRegisters.EnableInterrupts | (value & DiskRegisters.Interrupting))) | (value & DiskRegisters.EnableInterrupts);
        DriveLine();
        Fetch();
    }

    private void OnAddress(uint address)
    {
        next ??= address;
        Fetch();
    }

    /// <summary>Takes the next command, unless one is under way or the end of one has not been acknowledged.</summary>
    private void Fetch()
    {
        if (isBusy || (status & DiskRegisters.Interrupting) != 0 || next is not { } address)
            return;
        (isBusy, command, next) = (true, address, null);
        status &= ~DiskRegisters.Error;
        Move(At(0, IopbDiskRegisters.Size), toMemory: false, settings.BurstBytes, block.From(0), Serve);
    }

    private void Serve() => timer = Context.StartTimer(Service, serviceTime.MoveTo(block.PositionOn(Media)), IsServed);

    private void MoveData()
    {
        port = block.IsSound(Media) ? new MediaPort(Media, block.PositionOn(Media), block.ToMemory) : null;
        if (port is null)
            Store();
        else
            Move(block.Place(settings.AddressBits), port.ToMemory, settings.BurstBytes, port, Store);
    }

    /// <summary>Says in the block how the command has ended.</summary>
    private void Store()
    {
        serviceTime.Pass(port?.Moved ?? 0);
        block.Outcome = port?.Moved == block.Bytes ? IopbDiskRegisters.Done : IopbDiskRegisters.Failed;
        Move(At(IopbDiskRegisters.Status, sizeof(uint)), toMemory: true, settings.BurstBytes, block.From(IopbDiskRegisters.Status), End);
    }

    private void End()
    {
        isBusy = false;
        completed = command;
        status |= DiskRegisters.Interrupting | (block.Outcome == IopbDiskRegisters.Done ? 0 : DiskRegisters.Error);
        DriveLine();
    }

    /// <returns>What is left of the write: nothing.</returns>
    private int Reset()
    {
        Context.CancelTimer(timer);
        GiveUp();
        (isBusy, status, next) = (false, 0, null);
        return 0;
    }

    protected override void OnPowerOff()
    {
        Reset();
        completed = 0;
        DriveLine();
    }

    protected override void OnMessage(Message message)
    {
        if (message is ServiceOver)
            MoveData();
    }

    private List<DmaSegment> At(uint offset, int bytes)
    {
        var segments = new List<DmaSegment>();
        AddressCounter.Append(segments, command + offset, bytes, settings.AddressBits);
        return segments;
    }

    private void DriveLine() => Line = (status & DiskRegisters.Interrupting) != 0 && (status & DiskRegisters.EnableInterrupts) != 0;

    private readonly ParameterBlock block = new();
    private readonly ServiceTime serviceTime;
    private readonly IopbDiskSettings settings;
    private bool isBusy;

    // INTERRUPTING, ERROR and ENABLE_INTERRUPTS.
    private int status;
    private uint command;
    private uint completed;
    private uint? next;
    private MediaPort? port;
    private TimerHandle timer;
}
