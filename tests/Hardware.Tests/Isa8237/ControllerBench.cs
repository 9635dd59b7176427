using DmaActors.Hardware.Isa8237;
using DmaActors.Hardware.Tests.Machine;

namespace DmaActors.Hardware.Tests.Isa8237;

/// <summary>The controller as an actor, with probes in the place of the system and of the devices.</summary>
internal sealed class ControllerBench
{
    public static readonly ChannelMode ReadDisk = new(TransferType.ToMemory, ServiceMode.Single);
    public static readonly ChannelMode WriteDisk = new(TransferType.FromMemory, ServiceMode.Single);
    public static readonly ChannelMode Cascade = new(TransferType.Verify, ServiceMode.Cascade);

    private int requests;

    public ControllerBench(BusTiming? timing = null, WorldOptions? options = null, IStrategy? strategy = null, ulong memoryBytes = 1 << 24)
    {
        Machine = new TestMachine(timing, options, strategy, memoryBytes);
        Dma = Machine.World.Spawn("dma", new DmaController(Machine.Bus));
    }

    public TestMachine Machine { get; }

    public ActorRef Dma { get; }

    /// <summary>What the controller told the system: an answer each.</summary>
    public int Answers => Machine.Cpu.Received.Count;

    public Side NewDevice(string name)
    {
        var side = new Side(name);
        side.Ref = Machine.World.Spawn(name, side.Probe);
        return side;
    }

    /// <summary>The system tells the controller something, and gets its answer.</summary>
    public void Tell(Message message)
    {
        var before = Answers;
        Machine.OnCpu(cpu => cpu.Tell(Dma, message));
        Machine.StepUntil(() => Answers > before);
        Assert.Equal(before + 1, Answers);
    }

    public void Program(int channel, ChannelMode mode, ulong address, int bytes) =>
        Tell(new ProgramChannel(channel, mode, new ChannelPlace(new PhysicalAddress(address), bytes)));

    public int Count(int channel)
    {
        Tell(new ReadChannelCount(channel));
        return (int)Machine.Cpu.All<Reply<Word>>().Last().Value.Value;
    }

    /// <summary>A device raises its line, without a step of anybody else.</summary>
    public int Raise(Side device, int channel, long bytes, bool isBusMaster = false)
    {
        var request = ++requests;
        Machine.World.Tell(device.Ref, new Probe.Do(context => context.Tell(Dma, new RaiseDmaRequest(channel, request, bytes, isBusMaster ? null : device))));
        return request;
    }

    public void Lower(Side device, int channel, int request) =>
        Machine.World.Tell(device.Ref, new Probe.Do(context => context.Tell(Dma, new LowerDmaRequest(channel, request))));

    /// <summary>A device: gives bytes that tell their place, and keeps what it takes.</summary>
    internal sealed class Side(string name) : IDataPort
    {
        public string Name { get; } = name;

        public ActorRef Ref { get; set; }

        public Probe Probe { get; } = new();

        public byte[] Data { get; } = TestMachine.Pattern(300_000, (ulong)name.Length);

        public int Given { get; private set; }

        public List<byte> Taken { get; } = [];

        /// <summary>The length of each move.</summary>
        public List<int> Moves { get; } = [];

        public List<DmaServed> Served => [.. Probe.All<DmaServed>()];

        public List<BusGranted> Granted => [.. Probe.All<BusGranted>()];

        void IDataPort.Supply(Span<byte> destination)
        {
            Moves.Add(destination.Length);
            Data.AsSpan(Given, destination.Length).CopyTo(destination);
            Given += destination.Length;
        }

        void IDataPort.Accept(ReadOnlySpan<byte> source)
        {
            Moves.Add(source.Length);
            Taken.AddRange(source);
        }
    }
}
