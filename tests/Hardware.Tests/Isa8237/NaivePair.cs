namespace DmaActors.Hardware.Tests.Isa8237;

/// <summary>Two naive chips, wired as on the board of a PC.</summary>
internal sealed class NaivePair
{
    private static readonly Dictionary<int, int> PagePortOf = new() { [0] = 0x87, [1] = 0x83, [2] = 0x81, [3] = 0x82, [5] = 0x8B, [6] = 0x89, [7] = 0x8A };

    private readonly NaiveChip bytes = new();
    private readonly NaiveChip words = new();
    private readonly Dictionary<int, int> latches = [];

    public void SetLine(int channel, bool high)
    {
        if (channel < 4)
            bytes.SetLine(channel, high);
        else
            words.SetLine(channel - 4, high);
    }

    public void Write(int port, int value)
    {
        if (port < 0x80)
            bytes.Write(port, value);
        else if (port < 0x90)
            latches[port] = value;
        else
            words.Write((port - 0xC0) / 2, value);
    }

    public int Read(int port) => port switch
    {
        < 0x80 => bytes.Read(port),
        < 0x90 => latches.GetValueOrDefault(port),
        _ => words.Read((port - 0xC0) / 2),
    };

    public int? Choose()
    {
        words.SetLine(0, bytes.WantsTheBus() && words.IsCascade(0));
        return words.Choose() switch
        {
            null => null,
            0 => bytes.Choose(),
            var channel => 4 + channel,
        };
    }

    public bool IsCascade(int channel) => channel < 4 ? bytes.IsCascade(channel) : words.IsCascade(channel - 4);

    /// <summary>One transfer of the channel that was chosen: where in memory it is.</summary>
    public (long Address, string Type, bool CountsDown, bool TerminalCount) Cycle(int channel)
    {
        var page = latches.GetValueOrDefault(PagePortOf[channel]);
        if (channel < 4)
        {
            var cycle = bytes.Cycle();
            if (bytes.Serving is null)
                words.SetLine(0, false);
            return ((page * 65_536L) + cycle.Address, cycle.Type, cycle.CountsDown, cycle.TerminalCount);
        }

        var wordCycle = words.Cycle();
        return ((page / 2 * 131_072L) + (2 * wordCycle.Address), wordCycle.Type, wordCycle.CountsDown, wordCycle.TerminalCount);
    }
}
