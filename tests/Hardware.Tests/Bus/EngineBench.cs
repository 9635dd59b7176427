using DmaActors.Hardware.Tests.Machine;

namespace DmaActors.Hardware.Tests.Bus;

/// <summary>An engine alone, with the processor of the machine in the place of its device.</summary>
internal sealed class EngineBench : IDataPort
{
    public EngineBench(BusTiming? timing = null, WorldOptions? options = null, IStrategy? strategy = null, ulong memoryBytes = 1 << 20, Func<PhysicalMemory, BusTiming, SystemBus>? bus = null)
    {
        Machine = new TestMachine(timing, options, strategy, memoryBytes, bus);
        Engine = new BusMasterEngine(Machine.Bus);
        EngineRef = Machine.World.Spawn("engine", Engine);
    }

    public TestMachine Machine { get; }

    public BusMasterEngine Engine { get; }

    public ActorRef EngineRef { get; }

    /// <summary>What the device gives, from <see cref="Position"/> on.</summary>
    public byte[] Data { get; set; } = TestMachine.Pattern(200_000);

    public int Position { get; private set; }

    /// <summary>What the device took.</summary>
    public List<byte> Taken { get; } = [];

    /// <summary>The length of each turn's move.</summary>
    public List<int> Grants { get; } = [];

    public List<TransferComplete> Completions => [.. Machine.Cpu.All<TransferComplete>()];

    public int CompletionCount => Machine.Cpu.Received.Count;

    public void Start(bool toMemory, params (ulong Address, int Length)[] segments) => Start(toMemory, 64, segments);

    public void Start(bool toMemory, int burst, params (ulong Address, int Length)[] segments)
    {
        DmaSegment[] list = [.. segments.Select(piece => new DmaSegment(new BusAddress(piece.Address), piece.Length))];
        Machine.OnCpu(cpu => cpu.Tell(EngineRef, new StartTransfer(list, toMemory, burst, this)));
    }

    public void Stop() => Machine.OnCpu(cpu => cpu.Tell(EngineRef, new StopTransfer()));

    public void StepUntilGrants(int count) => Machine.StepUntil(() => Grants.Count >= count);

    void IDataPort.Supply(Span<byte> destination)
    {
        Grants.Add(destination.Length);
        Data.AsSpan(Position, destination.Length).CopyTo(destination);
        Position += destination.Length;
    }

    void IDataPort.Accept(ReadOnlySpan<byte> source)
    {
        Grants.Add(source.Length);
        Taken.AddRange(source);
    }
}
