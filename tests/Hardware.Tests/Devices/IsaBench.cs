using DmaActors.Devices;
using DmaActors.Hardware.Isa8237;
using DmaActors.Hardware.Tests.Machine;

namespace DmaActors.Hardware.Tests.Devices;

/// <summary>A machine with the DMA controller and one ISA device, programmed as a driver and its system would.</summary>
internal sealed class IsaBench
{
    public const int MediaBytes = 256 << 10;

    private readonly Probe handler = new();
    private readonly Probe system = new();
    private readonly ActorRef systemRef;

    private IsaBench(int channel, Func<DeviceWiring, Device> make, BusTiming? timing, WorldOptions? options, IStrategy? strategy)
    {
        Channel = channel;
        Machine = new TestMachine(timing, options, strategy, memoryBytes: 1 << 25);
        Dma = Machine.World.Spawn("dma", new DmaController(Machine.Bus));
        Device = Machine.AddDevice("device", make, Media, dmaLine: new DmaRequestLine(Dma, channel));
        systemRef = Machine.World.Spawn("system", system);
        var handlerRef = Machine.World.Spawn("handler", handler);
        handler.Reaction = (context, message) =>
        {
            // Acknowledged with a read-back, so that the line is low and the data are in memory before the answer.
            if (message is Interrupt)
            {
                context.Tell(Device, new RegisterWrite(DiskRegisters.Csr, 1, DiskRegisters.Interrupting | DiskRegisters.EnableInterrupts));
                context.Tell(Device, new RegisterRead(DiskRegisters.Csr, 1, context.Self));
            }
            else
            {
                context.Tell(Machine.ControllerRef, new InterruptAnswer(5, true));
            }
        };
        Machine.World.Tell(Machine.ControllerRef, new AddHandler(5, 5, handlerRef, 0));
        Machine.Run();
    }

    public TestMachine Machine { get; }

    public ActorRef Dma { get; }

    public ActorRef Device { get; }

    public int Channel { get; }

    public RamMedia Media { get; } = new(TestMachine.Pattern(MediaBytes, 7));

    public int Interrupts => handler.All<Interrupt>().Count();

    public ulong Csr => Machine.ReadRegister(Device, DiskRegisters.Csr, 1);

    public ulong Resid => Machine.ReadRegister(Device, DiskRegisters.Resid, 4);

    public static IsaBench OfFloppy(int channel = 2, BusTiming? timing = null, WorldOptions? options = null, IStrategy? strategy = null) =>
        new(channel, wiring => new IsaFloppy(wiring, new IsaFloppySettings()), timing, options, strategy);

    public static IsaBench OfMaster(int channel = 5, BusTiming? timing = null, WorldOptions? options = null, IStrategy? strategy = null) =>
        new(channel, wiring => new IsaMaster(wiring, new IsaMasterSettings()), timing, options, strategy);

    /// <summary>The system tells the DMA controller something, and gets its answer.</summary>
    public void Tell(Message message)
    {
        var before = system.Received.Count;
        Machine.World.Tell(systemRef, new Probe.Do(context => context.Tell(Dma, message)));
        Machine.StepUntil(() => system.Received.Count > before);
    }

    public void ProgramChannel(TransferType type, ulong address, int bytes, ServiceMode service = ServiceMode.Single) =>
        Tell(new ProgramChannel(Channel, new ChannelMode(type, service), new ChannelPlace(new PhysicalAddress(address), bytes)));

    public void CascadeChannel() => Tell(new ProgramChannel(Channel, new ChannelMode(TransferType.Verify, ServiceMode.Cascade), null));

    public int ChannelCount()
    {
        Tell(new ReadChannelCount(Channel));
        return (int)system.All<Reply<Word>>().Last().Value.Value;
    }

    /// <summary>Writes the registers of a command of the floppy, and its CSR.</summary>
    public void StartFloppy(ulong block, uint bytes, int csr = 0)
    {
        Put(DiskRegisters.Block, 8, block);
        Put(IsaFloppyRegisters.Bytes, 4, bytes);
        PutCsr(DiskRegisters.Start | DiskRegisters.EnableInterrupts | csr);
    }

    /// <summary>Writes the registers of a command of the bus master, and its CSR.</summary>
    public void StartMaster(ulong block, uint address, uint size, int csr = 0)
    {
        Put(DiskRegisters.Block, 8, block);
        Put(IsaMasterRegisters.Address, 4, address);
        Put(IsaMasterRegisters.Size, 4, size);
        PutCsr(DiskRegisters.Start | DiskRegisters.EnableInterrupts | csr);
    }

    public void PutCsr(int value) => Put(DiskRegisters.Csr, 1, (ulong)value);

    public byte[] OnMedia(int block, int length) => Media.Bytes.AsSpan(block * DiskRegisters.SectorBytes, length).ToArray();

    private void Put(int offset, int width, ulong value) => Machine.WriteRegister(Device, offset, width, value);
}
