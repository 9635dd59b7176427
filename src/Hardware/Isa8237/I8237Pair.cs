using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Isa8237;

/// <summary>
/// The two 8237 of a PC with their page registers, at its port addresses. Channels 0 to 3 move bytes, 5 to 7 words; channel 4 is where the first chip is cascaded
/// into the second and serves nobody else. Addresses have 24 bits, of which the upper ones stand still during a transfer: they have no carry.
/// </summary>
public sealed class I8237Pair
{
    /// <summary>How many channels there are; <see cref="Cascade"/> is one of them.</summary>
    public const int Channels = 2 * I8237.Channels;

    /// <summary>The channel that is none.</summary>
    public const int Cascade = 4;

    // By channel. The one of channel 4 held the address of refresh cycles.
    private static readonly byte[] PagePorts = [0x87, 0x83, 0x81, 0x82, 0x8F, 0x8B, 0x89, 0x8A];

    private readonly I8237 first = new();
    private readonly I8237 second = new();

    // Ports 0x80 to 0x8F. Those without a channel are memory without a purpose; the first shows codes of the power-on test.
    private readonly byte[] pages = new byte[16];

    /// <summary>A transfer of a channel moves so many bytes: 1 or 2.</summary>
    public static int WidthOf(int channel) => channel < I8237.Channels ? 1 : 2;

    /// <summary>The port of a register of the chip that has the channel.</summary>
    /// <param name="channel">0 to 7.</param>
    /// <param name="register">0 to 0xF, as <see cref="I8237"/> has them.</param>
    public static int PortOf(int channel, int register) => channel < I8237.Channels ? register : 0xC0 + (2 * register);

    /// <summary>The port of the address of a channel, 0 to 7.</summary>
    public static int AddressPortOf(int channel) => PortOf(channel, 2 * (channel % I8237.Channels));

    /// <summary>The port of the count of a channel, 0 to 7.</summary>
    public static int CountPortOf(int channel) => PortOf(channel, (2 * (channel % I8237.Channels)) + 1);

    /// <summary>The port of the page register of a channel, 0 to 7: bits 16 to 23 of its addresses, of which a 16-bit channel ignores the lowest.</summary>
    public static int PagePortOf(int channel) => PagePorts[channel];

    /// <summary>Writes a port: 0x00 to 0x0F, 0x80 to 0x8F, 0xC0 to 0xDF.</summary>
    public void WritePort(int port, byte value)
    {
        switch (port)
        {
            case >= 0x00 and <= 0x0F:
                first.Write(port, value);
                break;
            case >= 0x80 and <= 0x8F:
                pages[port - 0x80] = value;
                break;
            case >= 0xC0 and <= 0xDF:
                second.Write((port - 0xC0) >> 1, value);
                break;
            default:
                throw NoPort(port);
        }
    }

    /// <summary>Reads a port: 0x00 to 0x0F, 0x80 to 0x8F, 0xC0 to 0xDF.</summary>
    public byte ReadPort(int port) => port switch
    {
        >= 0x00 and <= 0x0F => first.Read(port),
        >= 0x80 and <= 0x8F => pages[port - 0x80],
        >= 0xC0 and <= 0xDF => second.Read((port - 0xC0) >> 1),
        _ => throw NoPort(port),
    };

    /// <summary>Sets the request line (DREQ) of a channel, 0 to 7 without 4.</summary>
    public void SetLine(int channel, bool high)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(channel, Cascade);
        ChipOf(channel).SetLine(channel % I8237.Channels, high);
    }

    /// <summary>The mode of a channel, 0 to 7.</summary>
    public ChannelMode ModeOf(int channel) => ChipOf(channel).ModeOf(channel % I8237.Channels);

    /// <summary>How many transfers a channel, 0 to 7, was programmed to: 1 to 0x10000.</summary>
    public int ProgrammedTransfersOf(int channel) => ChipOf(channel).BaseCountOf(channel % I8237.Channels) + 1;

    /// <summary>How many transfers a channel, 0 to 7, has before terminal count: 1 to 0x10000. Behind it 0x10000, as the register starts anew.</summary>
    public int TransfersLeftOf(int channel) => ChipOf(channel).CountOf(channel % I8237.Channels) + 1;

    /// <summary>Which channel <see cref="Arbitrate"/> would serve, or <see cref="I8237.None"/>.</summary>
    public int Peek()
    {
        FollowFirst();
        return ChannelOf(second.Peek(), first.Peek());
    }

    /// <summary>Gives the bus to the channel that keeps it, or else to the one of highest priority that requests: 0 to 7 without 4, or <see cref="I8237.None"/>.</summary>
    public int Arbitrate()
    {
        FollowFirst();
        var winner = second.Arbitrate();
        return ChannelOf(winner, winner == 0 ? first.Arbitrate() : I8237.None);
    }

    /// <summary>Lets the channel transfer that <see cref="Arbitrate"/> has given the bus to.</summary>
    /// <param name="most">At least 1; fewer are done where a channel competes, at terminal count, and where the address registers wrap.</param>
    /// <exception cref="InvalidOperationException">It is in cascade mode, or there is none.</exception>
    public IsaRun Transfer(int most)
    {
        if (second.InService > 0)
            return RunOf(second.Transfer(most), I8237.Channels);
        if (second.InService == I8237.None)
            throw new InvalidOperationException("No channel has the bus: arbitrate first.");
        // Between two services the first chip gives the bus back, and a channel of the second may take it.
        var competes = (second.Requesting & ~1) != 0 && first.InService != I8237.None && first.ModeOf(first.InService).Service == ServiceMode.Single;
        var run = first.Transfer(competes ? 1 : most);
        if (first.InService == I8237.None)
            second.SetLine(0, high: false);
        return RunOf(run, firstChannel: 0);
    }

    private static int ChannelOf(int winner, int winnerOfFirst) => winner > 0 ? I8237.Channels + winner : winner == 0 ? winnerOfFirst : I8237.None;

    private static ArgumentOutOfRangeException NoPort(int port) => new(nameof(port), port, "the ports of the DMA controllers are 0x00-0x0F, 0x80-0x8F and 0xC0-0xDF");

    private IsaRun RunOf(ChannelRun run, int firstChannel)
    {
        var channel = run.Channel + firstChannel;
        var width = WidthOf(channel);
        var page = pages[PagePorts[channel] - 0x80] & (width == 1 ? 0xFF : 0xFE);
        var lowest = run.Mode.Decrement ? run.First - run.Transfers + 1 : run.First;
        return new IsaRun(channel, new PhysicalAddress((ulong)((page << 16) + (lowest * width))), run.Transfers * width, width, run.Mode, run.TerminalCount);
    }

    /// <summary>The first chip's request for the bus is wired to channel 4, which passes it on only in cascade mode.</summary>
    private void FollowFirst() => second.SetLine(0, first.WantsBus && second.ModeOf(0).Service == ServiceMode.Cascade);

    private I8237 ChipOf(int channel) => channel < I8237.Channels ? first : second;
}
