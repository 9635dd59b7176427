using DmaActors.Hardware.Isa8237;

namespace DmaActors.Hardware.Tests.Isa8237;

/// <summary>The pair as the power-on program leaves it, programmed through its ports.</summary>
internal sealed class ChipBench
{
    public ChipBench()
    {
        Put(0xD6, 0xC0);
        Put(0xD4, 0x00);
    }

    public I8237Pair Pair { get; } = new();

    public void Put(int port, int value) => Pair.WritePort(port, (byte)value);

    public int Get(int port) => Pair.ReadPort(port);

    /// <summary>Programs a channel with register values and unmasks it.</summary>
    public void Program(int channel, int mode, int page, int address, int count)
    {
        Put(I8237Pair.PortOf(channel, I8237.Mode), mode | (channel % 4));
        Put(I8237Pair.PortOf(channel, I8237.ClearFlipFlop), 0);
        PutWord(I8237Pair.AddressPortOf(channel), address);
        PutWord(I8237Pair.CountPortOf(channel), count);
        Put(I8237Pair.PagePortOf(channel), page);
        Put(I8237Pair.PortOf(channel, I8237.SingleMask), channel % 4);
    }

    public void PutWord(int port, int word)
    {
        Put(port, word & 0xFF);
        Put(port, word >> 8);
    }

    public int GetWord(int channel, int port)
    {
        Put(I8237Pair.PortOf(channel, I8237.ClearFlipFlop), 0);
        return Get(port) | (Get(port) << 8);
    }

    public int AddressOf(int channel) => GetWord(channel, I8237Pair.AddressPortOf(channel));

    public int CountOf(int channel) => GetWord(channel, I8237Pair.CountPortOf(channel));

    /// <summary>Who gets the bus, transfer by transfer.</summary>
    public List<int> Serve(int transfers)
    {
        var served = new List<int>();
        for (var i = 0; i < transfers && Pair.Arbitrate() != I8237.None; i++)
            served.Add(Pair.Transfer(1).Channel);
        return served;
    }

    /// <summary>All ranges of memory that a channel goes through to terminal count, in order.</summary>
    public List<(ulong Address, int Bytes)> RunToTerminalCount(int channel)
    {
        var runs = new List<(ulong, int)>();
        Pair.SetLine(channel, true);
        while (true)
        {
            Assert.Equal(channel, Pair.Arbitrate());
            var run = Pair.Transfer(int.MaxValue);
            runs.Add((run.Address.Value, run.Bytes));
            if (run.TerminalCount)
                return runs;
        }
    }
}
