using DmaActors.Hardware.Bus;
using DmaActors.Hardware.DeviceModel;

namespace DmaActors.Devices;

/// <summary>
/// A disk that takes its commands from parameter blocks in memory: it is told the address of one, fetches it, carries it out, stores how that ended in it, and
/// interrupts. One more address may be written while a command is under way.
/// </summary>
[DeviceModel("iopb-disk", "disk that takes its commands from parameter blocks in memory", typeof(IopbDiskSettings), NeedsMedia = true)]
public sealed class IopbDisk : Device
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

    private ulong ReadCsr() => (ulong)(status | (state == State.Idle ? 0 : DiskRegisters.Start) | (abandoned == 0 ? 0 : DiskRegisters.Reset));

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
        if (state != State.Idle || (status & DiskRegisters.Interrupting) != 0 || next is not { } address)
            return;
        (command, next) = (address, null);
        status &= ~DiskRegisters.Error;
        Move(State.Fetching, block.From(0), toMemory: false, At(0, IopbDiskRegisters.Size));
    }

    private void Serve()
    {
        state = State.Serving;
        timer = Context.StartTimer(Service, serviceTime.MoveTo(block.PositionOn(Media)), IsServed);
    }

    private void MoveData()
    {
        port = block.IsSound(Media) ? new MediaPort(Media, block.PositionOn(Media), block.ToMemory) : null;
        if (port is null)
            Store();
        else
            Move(State.Moving, port, port.ToMemory, block.Place(settings.AddressBits));
    }

    /// <summary>Says in the block how the command has ended.</summary>
    private void Store()
    {
        serviceTime.Pass(port?.Moved ?? 0);
        block.Outcome = port?.Moved == block.Bytes ? IopbDiskRegisters.Done : IopbDiskRegisters.Failed;
        Move(State.Storing, block.From(IopbDiskRegisters.Status), toMemory: true, At(IopbDiskRegisters.Status, sizeof(uint)));
    }

    private void End()
    {
        state = State.Idle;
        completed = command;
        status |= DiskRegisters.Interrupting | (block.Outcome == IopbDiskRegisters.Done ? 0 : DiskRegisters.Error);
        DriveLine();
    }

    /// <returns>What is left of the write: nothing.</returns>
    private int Reset()
    {
        Context.CancelTimer(timer);
        if (state is not (State.Idle or State.Serving))
        {
            StopTransfer();
            abandoned++;
        }

        (state, status, next) = (State.Idle, 0, null);
        return 0;
    }

    protected override void OnPowerOff()
    {
        Reset();
        completed = 0;
        DriveLine();
    }

    protected override void OnTransferComplete(TransferComplete completion)
    {
        if (abandoned > 0)
            abandoned--;
        else if (state == State.Fetching)
            Serve();
        else if (state == State.Moving)
            Store();
        else
            End();
    }

    protected override void OnMessage(Message message)
    {
        if (message is ServiceOver)
            MoveData();
    }

    private void Move(State newState, IDataPort data, bool toMemory, List<DmaSegment> segments)
    {
        state = newState;
        StartTransfer(segments, toMemory, (int)settings.BurstBytes, data);
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
    private State state;

    // INTERRUPTING, ERROR and ENABLE_INTERRUPTS.
    private int status;
    private uint command;
    private uint completed;
    private uint? next;
    private MediaPort? port;
    private TimerHandle timer;

    // Ends of transfers still to come for commands that RESET gave up.
    private int abandoned;

    private enum State : byte { Idle, Fetching, Serving, Moving, Storing }
}
