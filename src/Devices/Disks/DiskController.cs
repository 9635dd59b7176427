using DmaActors.Hardware.DeviceModel;

namespace DmaActors.Devices;

/// <summary>
/// What our disks have in common: one command at a time, from START over the service time and the transfer to INTERRUPTING. A model adds its registers, and
/// how its data come to memory.
/// </summary>
public abstract class DiskController : Device
{
    private static readonly TimerName Service = new("disk-service");
    private static readonly ServiceOver IsServed = new();

    private protected DiskController(DeviceWiring wiring, RegisterMap registers, DiskSettings settings)
        : base(wiring, registers) => serviceTime = new ServiceTime(settings);

    /// <summary>The length of the command, as the registers have it.</summary>
    private protected abstract long CommandBytes { get; }

    /// <summary>The common registers; a model adds its own.</summary>
    private protected static RegisterMap<TDisk> CommonRegisters<TDisk>()
        where TDisk : DiskController => new RegisterMap<TDisk>()
            .Add(DiskRegisters.Csr, 8, "CSR", disk => disk.ReadCsr(), (disk, value) => disk.WriteCsr((int)value))
            .Add(DiskRegisters.Resid, 32, "RESID", disk => (ulong)disk.Resid)
            .Add(DiskRegisters.Block, 64, "BLOCK", disk => disk.block, (disk, value) => disk.block = value);

    /// <summary>Begins to move the data of the command, as the registers have it now; <see cref="OnMoved"/> ends that. False: the registers make no sense.</summary>
    private protected abstract bool TryMove(long bytes, MediaPort data);

    /// <summary>Gives up what <see cref="TryMove"/> began last.</summary>
    private protected abstract void StopMoving();

    /// <summary>To be called once for each <see cref="TryMove"/>, in order: the data have moved, or no more of them will.</summary>
    private protected void OnMoved(long bytes)
    {
        serviceTime.Pass(bytes);
        if (abandoned > 0)
            abandoned--;
        else
            End(Resid == 0 ? 0 : DiskRegisters.Error);
    }

    private ulong ReadCsr() => (ulong)(status
        | (state == State.Idle ? 0 : DiskRegisters.Start)
        | (abandoned == 0 ? 0 : DiskRegisters.Reset));

    private void WriteCsr(int value)
    {
        if ((value & DiskRegisters.Reset) != 0)
        {
            Reset();
            return;
        }

        status &= ~(DiskRegisters.EnableInterrupts | (value & DiskRegisters.Interrupting));
        status |= value & DiskRegisters.EnableInterrupts;
        if ((value & DiskRegisters.Start) != 0)
            Start(value & DiskRegisters.Write);
        DriveLine();
    }

    private void Start(int direction)
    {
        if (state != State.Idle)
        {
            Report(LogLevel.Warning, "START while a command is under way: ignored");
            return;
        }

        state = State.Serving;
        status = (status & ~(DiskRegisters.Error | DiskRegisters.Write)) | direction;
        port = null;
        requested = CommandBytes;
        timer = Context.StartTimer(Service, serviceTime.MoveTo(IsOnMedia(0) ? Position : Media.Length), IsServed);
    }

    /// <summary>The registers are read only now: whoever changed them since START changed the command.</summary>
    private void StartMoving()
    {
        requested = CommandBytes;
        if (requested != 0 && requested % DiskRegisters.SectorBytes == 0 && IsOnMedia(requested))
            port = new MediaPort(Media, Position, toMemory: (status & DiskRegisters.Write) == 0);
        if (port is not null && TryMove(requested, port))
            state = State.Moving;
        else
            End(DiskRegisters.Error);
    }

    private void End(int error)
    {
        state = State.Idle;
        status |= DiskRegisters.Interrupting | error;
        DriveLine();
    }

    private void Reset()
    {
        Context.CancelTimer(timer);
        if (state == State.Moving)
        {
            StopMoving();
            abandoned++;
        }

        state = State.Idle;
        status = 0;
        DriveLine();
        CancelSpuriousInterrupt();
    }

    protected override void OnPowerOff()
    {
        Reset();
        (block, requested, port) = (0, 0, null);
    }

    protected override void OnMessage(Message message)
    {
        if (message is ServiceOver)
            StartMoving();
    }

    // Whether interrupts are enabled is nothing that a bad board asks.
    protected override void OnSpuriousInterrupt()
    {
        status |= DiskRegisters.Interrupting;
        base.OnSpuriousInterrupt();
    }

    private void DriveLine() => Line = (status & DiskRegisters.Interrupting) != 0 && (status & DiskRegisters.EnableInterrupts) != 0;

    private long Position => (long)block * DiskRegisters.SectorBytes;

    private bool IsOnMedia(long bytes) => bytes <= Media.Length && block <= (ulong)((Media.Length - bytes) / DiskRegisters.SectorBytes);

    private long Resid => requested - (port?.Moved ?? 0);

    private readonly ServiceTime serviceTime;
    private State state;

    // INTERRUPTING, ERROR, ENABLE_INTERRUPTS and WRITE; the other bits of the CSR follow from what goes on.
    private int status;
    private ulong block;
    private long requested;
    private MediaPort? port;
    private TimerHandle timer;

    // Ends of moves still to come for commands that RESET gave up. They come in order, before those of later commands.
    private int abandoned;

    private enum State : byte
    {
        Idle,
        Serving,
        Moving,
    }
}
