using DmaActors.Framework.Isa;
using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Hardware.DeviceModel;
using DmaActors.Hardware.Isa8237;
using DmaActors.Hardware.Memory;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Isa;

/// <summary>The wires between the probe device of a bench and the DMA controller: the script of a driver moves data by writing a register.</summary>
internal sealed class Wires : IDataPort
{
    private const int Go = 8;

    private readonly Bench bench;
    private readonly AccessHandle regs;
    private int requests;
    private int channel;

    /// <summary>To be made in a script of the driver.</summary>
    public Wires(Bench bench)
    {
        this.bench = bench;
        regs = bench.Driver.Ddi.RegsMapSetup();
        bench.Device.OnWrite = (context, write) => context.Tell(bench.Dma, new RaiseDmaRequest(channel, ++requests, (long)write.Value, this) { Path = bench.Instance.Slot.Path });
    }

    /// <summary>What the device gives, one number higher with each byte.</summary>
    public byte Next { get; set; } = 1;

    /// <summary>What the device was given.</summary>
    public List<byte> Taken { get; } = [];

    /// <summary>The device wants to move so many bytes.</summary>
    public void Raise(int onChannel, int bytes)
    {
        channel = onChannel;
        regs.Put32(Go, (uint)bytes);
    }

    /// <summary>The same, and the driver waits until the device has been served.</summary>
    public async DdiTask<DmaServed> Move(int onChannel, int bytes)
    {
        var before = bench.Device.Received.Count;
        Raise(onChannel, bytes);
        while (bench.Device.Received.Count == before)
            await regs.Get8(Go);
        return (DmaServed)bench.Device.Received[^1];
    }

    public byte[] InMemory(ulong address, int length)
    {
        var bytes = new byte[length];
        bench.Ram.Read(new PhysicalAddress(address), bytes);
        return bytes;
    }

    void IDataPort.Supply(Span<byte> destination)
    {
        foreach (ref var next in destination)
            next = unchecked(Next++);
    }

    void IDataPort.Accept(ReadOnlySpan<byte> source) => Taken.AddRange(source);
}
