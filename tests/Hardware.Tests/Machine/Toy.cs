namespace DmaActors.Hardware.Tests.Machine;

/// <summary>The smallest device: writes its media to memory, and sets its line as it is told.</summary>
internal sealed class Toy : Device, IDataPort
{
    public const int Go = 0x00;
    public const int LineLevel = 0x04;
    public const int Status = 0x08;

    private static readonly RegisterMap<Toy> Map = new RegisterMap<Toy>()
        .Add(Go, 32, "GO", null, (toy, value) => toy.OnGo(value))
        .Add(LineLevel, 8, "LINE", toy => toy.Line ? 1UL : 0, (toy, value) => toy.Line = value != 0)
        .Add(Status, 32, "STATUS", toy => (ulong)toy.Completions.Count);

    public Toy(DeviceWiring wiring)
        : base(wiring, Map)
    {
    }

    public Toy(DeviceWiring wiring, RegisterMap map)
        : base(wiring, map)
    {
    }

    public List<TransferComplete> Completions { get; } = [];

    public List<Message> Others { get; } = [];

    public int BurstBytes { get; set; } = 16;

    public int Length { get; set; } = 100;

    void IDataPort.Supply(Span<byte> destination) => Media.Read(0, destination);

    void IDataPort.Accept(ReadOnlySpan<byte> source) => Media.Write(0, source);

    protected override void OnTransferComplete(TransferComplete completion) => Completions.Add(completion);

    protected override void OnMessage(Message message) => Others.Add(message);

    private void OnGo(ulong address) => StartTransfer([new DmaSegment(new BusAddress(address), Length)], toMemory: true, BurstBytes, this);
}
