using DmaActors.Hardware.Bus;
using DmaActors.Hardware.DeviceModel;
using DmaActors.Hardware.Memory;
using DmaActors.Simulation;

namespace __Name__Devices;

/// <summary>
/// A disk with a scatter/gather list. It has the registers of `sg-disk`, so the driver `sg-block` drives it: change one and see what the other makes of it. A device is an
/// actor: it handles a message to its end and never waits. What takes time is a timer or a transfer, whose end is another message.
/// </summary>
[DeviceModel("__name__", "disk of my own with a scatter/gather list", typeof(__Name__Settings), NeedsMedia = true)]
public sealed class __Name__Device : Device
{
    // Bits of the CSR.
    private const ulong Start = 0x01, EnableInterrupts = 0x02, Interrupting = 0x04, Error = 0x08, Reset = 0x10, Write = 0x20;

    private const int MostEntries = 64, SectorBytes = 512;

    private static readonly TimerName Service = new("service");

    // The registers are declared: offset, bits, name, what a read gives, what a write does. One map serves all devices of the model.
    private static readonly RegisterMap<__Name__Device> Registers = new RegisterMap<__Name__Device>()
        .Add(0x00, 8, "CSR", disk => disk.csr, (disk, value) => disk.WriteCsr(value))
        .Add(0x08, 64, "BLOCK", disk => disk.block, (disk, value) => disk.block = value)
        .Add(0x10, 32, "BYTES", disk => disk.bytes, (disk, value) => disk.bytes = (uint)value)
        .Add(0x14, 32, "SGCOUNT", disk => disk.count, (disk, value) => disk.count = (uint)value)
        .AddArray(0x40, 32, 8, MostEntries, "SGLIST.dma_addr", null, (disk, i, value) => disk.addresses[i] = (uint)value)
        .AddArray(0x44, 32, 8, MostEntries, "SGLIST.dma_size", null, (disk, i, value) => disk.sizes[i] = (uint)value);

    private readonly __Name__Settings settings;
    private readonly uint[] addresses = new uint[MostEntries];
    private readonly uint[] sizes = new uint[MostEntries];
    private ulong csr;
    private ulong block;
    private uint bytes;
    private uint count;
    private bool isBusy;
    private int abandoned; // transfers that a reset gave up and that have not ended yet
    private TimerHandle timer;

    public __Name__Device(DeviceWiring wiring, __Name__Settings settings)
        : base(wiring, Registers) => this.settings = settings;

    private void WriteCsr(ulong value)
    {
        if ((value & Reset) != 0)
        {
            if (isBusy && !Context.CancelTimer(timer))
            {
                StopTransfer();
                abandoned++;
            }

            isBusy = false;
            csr = 0;
        }
        else
        {
            csr = (csr & ~(EnableInterrupts | Write | (value & Interrupting))) | (value & (EnableInterrupts | Write));
            if ((value & Start) != 0 && !isBusy)
            {
                isBusy = true;
                csr &= ~Error;
                timer = Context.StartTimer(Service, new VirtualDuration(settings.ServiceNanoseconds), new ServiceOver());
            }
        }

        DriveLine();
    }

    // The head is in place: the registers say what moves, and where to.
    protected override void OnMessage(Message message)
    {
        var segments = new List<DmaSegment>();
        for (var i = 0; i < Math.Min(count, settings.Entries); i++)
            segments.Add(new DmaSegment(new BusAddress(addresses[i]), (int)sizes[i]));
        var fits = count <= settings.Entries && segments.Sum(segment => (long)segment.Length) == bytes && block <= (ulong)(Media.Length - bytes) / SectorBytes;
        if (fits && bytes > 0)
            StartTransfer(segments, toMemory: (csr & Write) == 0, burstBytes: 64, new MediaPort(Media, (long)block * SectorBytes));
        else
            End(Error);
    }

    protected override void OnTransferComplete(TransferComplete completion)
    {
        if (abandoned > 0)
            abandoned--;
        else
            End(completion.Bytes == bytes ? 0 : Error);
    }

    private void End(ulong error)
    {
        isBusy = false;
        csr |= Interrupting | error;
        DriveLine();
    }

    // The line is a wire with a level: high as long as the disk interrupts and may.
    private void DriveLine() => Line = (csr & (Interrupting | EnableInterrupts)) == (Interrupting | EnableInterrupts);
}
