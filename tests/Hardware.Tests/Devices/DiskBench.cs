using DmaActors.Devices;
using DmaActors.Hardware.Tests.Machine;

namespace DmaActors.Hardware.Tests.Devices;

/// <summary>A machine with one disk, programmed as a driver would, and a handler that counts its interrupts.</summary>
internal sealed class DiskBench
{
    public const int MediaBytes = 256 << 10;
    public const int Start = DiskRegisters.Start;
    public const int Enable = DiskRegisters.EnableInterrupts;
    public const int Interrupting = DiskRegisters.Interrupting;
    public const int Error = DiskRegisters.Error;
    public const int Reset = DiskRegisters.Reset;
    public const int ToMedia = DiskRegisters.Write;

    private readonly Probe handler = new();
    private bool hasList;

    public DiskBench(Func<DeviceWiring, Device> make, BusTiming? timing = null, WorldOptions? options = null, IStrategy? strategy = null, ulong memoryBytes = 1 << 20)
    {
        Machine = new TestMachine(timing, options, strategy, memoryBytes);
        Media = new RamMedia(TestMachine.Pattern(MediaBytes, 7));
        Disk = Machine.AddDevice("disk", make, Media);
        var handlerRef = Machine.World.Spawn("handler", handler);
        handler.Reaction = (context, message) =>
        {
            if (message is not Interrupt interrupt)
                return;
            if (Acknowledges)
                context.Tell(Disk, new RegisterWrite(DiskRegisters.Csr, 1, Interrupting | Enable));
            context.Tell(Disk, new RegisterRead(DiskRegisters.Csr, 1, context.Self));
            Waiting = interrupt;
        };
        handler.Reaction += (context, message) =>
        {
            if (message is Reply<Word>)
                context.Tell(Machine.ControllerRef, new InterruptAnswer(Waiting!.Vector, Acknowledges));
        };
        Machine.World.Tell(Machine.ControllerRef, new AddHandler(5, 5, handlerRef, 0));
        Machine.Run();
    }

    public TestMachine Machine { get; }

    public RamMedia Media { get; }

    public ActorRef Disk { get; }

    /// <summary>Whether the handler acknowledges, and claims.</summary>
    public bool Acknowledges { get; set; } = true;

    public int Interrupts => handler.All<Interrupt>().Count();

    public ulong Csr => Machine.ReadRegister(Disk, DiskRegisters.Csr, 1);

    public ulong Resid => Machine.ReadRegister(Disk, DiskRegisters.Resid, 4);

    private Interrupt? Waiting { get; set; }

    public static DiskBench OfSg(SgDiskSettings? settings = null, BusTiming? timing = null, WorldOptions? options = null, IStrategy? strategy = null, ulong memoryBytes = 1 << 20) =>
        new(wiring => new SgDisk(wiring, settings ?? new SgDiskSettings()), timing, options, strategy, memoryBytes);

    public static DiskBench OfReg(RegDiskSettings? settings = null, BusTiming? timing = null, WorldOptions? options = null, IStrategy? strategy = null, ulong memoryBytes = 1 << 20) =>
        new(wiring => new RegDisk(wiring, settings ?? new RegDiskSettings()), timing, options, strategy, memoryBytes);

    /// <summary>Either disk, the rest as it is by default.</summary>
    /// <param name="list">With a scatter/gather list.</param>
    /// <param name="change">What differs from the defaults.</param>
    public static DiskBench Of(bool list, Action<BusMasterDiskSettings>? change = null, BusTiming? timing = null, WorldOptions? options = null, IStrategy? strategy = null, ulong memoryBytes = 1 << 20)
    {
        BusMasterDiskSettings settings = list ? new SgDiskSettings() : new RegDiskSettings();
        change?.Invoke(settings);
        var bench = list ? OfSg((SgDiskSettings)settings, timing, options, strategy, memoryBytes) : OfReg((RegDiskSettings)settings, timing, options, strategy, memoryBytes);
        bench.hasList = list;
        return bench;
    }

    /// <summary>Programs a command with one piece of memory, without starting it.</summary>
    public void Program(ulong block, uint address, uint bytes)
    {
        if (hasList)
            ProgramSg(block, bytes, (address, bytes));
        else
            ProgramReg(block, address, bytes);
    }

    public void Put(int offset, int width, ulong value) => Machine.WriteRegister(Disk, offset, width, value);

    public void PutCsr(int value) => Put(DiskRegisters.Csr, 1, (ulong)value);

    /// <summary>Programs a command of the disk with the list, without starting it.</summary>
    public void ProgramSg(ulong block, uint bytes, params (uint Address, uint Size)[] list)
    {
        Put(DiskRegisters.Block, 8, block);
        Put(SgDiskRegisters.Bytes, 4, bytes);
        Put(SgDiskRegisters.SgCount, 4, (ulong)list.Length);
        for (var i = 0; i < list.Length; i++)
        {
            Put(SgDiskRegisters.SgList + (i * SgDiskRegisters.SgStride), 4, list[i].Address);
            Put(SgDiskRegisters.SgList + (i * SgDiskRegisters.SgStride) + SgDiskRegisters.SgSize, 4, list[i].Size);
        }
    }

    /// <summary>Programs a command of the disk without a list, without starting it.</summary>
    public void ProgramReg(ulong block, uint address, uint size)
    {
        Put(DiskRegisters.Block, 8, block);
        Put(RegDiskRegisters.Address, 4, address);
        Put(RegDiskRegisters.Size, 4, size);
    }

    public byte[] OnMedia(int offset, int length) => Media.Bytes.AsSpan(offset, length).ToArray();
}
