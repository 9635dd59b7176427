namespace DmaActors.Hardware.Isa8237;

/// <summary>
/// One 8237A: its registers and its decisions, without time and without a bus. Who owns it drives the request lines, asks who is served and lets it transfer.
/// Transfers from memory to memory are not there: the PC cannot do them, and nobody on ISA did.
/// </summary>
/// <remarks>
/// On a real machine the processor has no bus while a block or a cascaded device keeps it. Here it can write registers meanwhile; a mask then ends the service.
/// </remarks>
public sealed class I8237
{
    /// <summary>How many channels a chip has.</summary>
    public const int Channels = 4;

    /// <summary>In the place of a channel: none.</summary>
    public const int None = -1;

    /// <summary>Written: the command register. Read: the status register. Below it are address (even) and count (odd) of the four channels.</summary>
    public const int CommandOrStatus = 0x8;

    /// <summary>Written: sets or clears one software request.</summary>
    public const int SoftwareRequest = 0x9;

    /// <summary>Written: sets or clears the mask of one channel.</summary>
    public const int SingleMask = 0xA;

    /// <summary>Written: the mode of one channel.</summary>
    public const int Mode = 0xB;

    /// <summary>Written with anything: the next byte of an address or count is the low one.</summary>
    public const int ClearFlipFlop = 0xC;

    /// <summary>Written with anything: reset. Read: the temporary register, which is 0.</summary>
    public const int MasterClear = 0xD;

    /// <summary>Written with anything: no channel is masked.</summary>
    public const int ClearMask = 0xE;

    /// <summary>Written: the masks of all four channels.</summary>
    public const int AllMasks = 0xF;

    /// <summary>In the command register: nobody is served.</summary>
    public const int Disable = 0x04;

    /// <summary>In the command register: who was served last has the lowest priority.</summary>
    public const int Rotate = 0x10;

    /// <summary>In the command register: a device requests by a low line.</summary>
    public const int RequestsAreLow = 0x40;

    /// <summary>In a write to <see cref="SoftwareRequest"/> or <see cref="SingleMask"/>: set and not clear.</summary>
    public const int SetBit = 0x04;

    private const int AllChannels = 0xF;

    private readonly ChannelCounters[] counters = new ChannelCounters[Channels];
    private readonly ChannelMode[] modes = new ChannelMode[Channels];
    private int command;
    private int mask = AllChannels;
    private int software;
    private int lines;
    private int terminalCounts;
    private bool highByteIsNext;

    // The channel of lowest priority; the next one, counted round, has the highest.
    private int lowest = Channels - 1;

    /// <summary>The channel that has the bus, or <see cref="None"/>.</summary>
    public int InService { get; private set; } = None;

    /// <summary>Whether the chip wants the bus, or has it (HRQ).</summary>
    public bool WantsBus => Peek() != None;

    /// <summary>Those that request and are not masked, a bit each. Software requests cannot be masked.</summary>
    public int Requesting => (Lines & ~mask) | software;

    private int Lines => (command & RequestsAreLow) == 0 ? lines : lines ^ AllChannels;

    /// <summary>The mode of a channel, 0 to 3.</summary>
    public ChannelMode ModeOf(int channel) => modes[channel];

    /// <summary>The current count register of a channel, 0 to 3: one less than the transfers to come; 0xFFFF behind the last one.</summary>
    public ushort CountOf(int channel) => counters[channel].Count;

    /// <summary>The count that was programmed into a channel, 0 to 3: one less than its transfers.</summary>
    public ushort BaseCountOf(int channel) => counters[channel].BaseCount;

    /// <summary>Sets the request line (DREQ) of a channel, 0 to 3.</summary>
    public void SetLine(int channel, bool high)
    {
        lines = high ? lines | (1 << channel) : lines & ~(1 << channel);
        EndServiceIfLost();
    }

    /// <summary>Writes a register.</summary>
    /// <param name="register">0 to 0xF.</param>
    /// <param name="value">The byte on the bus.</param>
    public void Write(int register, byte value)
    {
        var bit = 1 << (value & 3);
        switch (register)
        {
            case >= 0 and < CommandOrStatus:
                counters[register >> 1].Write(isCount: (register & 1) != 0, highByteIsNext, value);
                highByteIsNext = !highByteIsNext;
                break;
            case CommandOrStatus:
                command = value;
                if ((command & Rotate) == 0)
                    lowest = Channels - 1;
                break;
            case SoftwareRequest:
                software = (value & SetBit) != 0 ? software | bit : software & ~bit;
                break;
            case SingleMask:
                mask = (value & SetBit) != 0 ? mask | bit : mask & ~bit;
                break;
            case Mode:
                modes[value & 3] = ChannelMode.FromRegister(value);
                break;
            case ClearFlipFlop:
                highByteIsNext = false;
                break;
            case MasterClear:
                Reset();
                break;
            case ClearMask:
                mask = 0;
                break;
            case AllMasks:
                mask = value & AllChannels;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(register), register, "an 8237 has the registers 0 to 15");
        }

        EndServiceIfLost();
    }

    /// <summary>Reads a register. What cannot be read is answered with all ones, as by an empty bus.</summary>
    /// <param name="register">0 to 0xF.</param>
    public byte Read(int register)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(register);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(register, AllMasks);
        switch (register)
        {
            case < CommandOrStatus:
                var word = (register & 1) != 0 ? counters[register >> 1].Count : counters[register >> 1].Address;
                var high = highByteIsNext;
                highByteIsNext = !highByteIsNext;
                return (byte)(high ? word >> 8 : word & 0xFF);
            case CommandOrStatus:
                var status = ((Lines | software) << 4) | terminalCounts;
                terminalCounts = 0;
                return (byte)status;
            case MasterClear:
                return 0;
            default:
                return 0xFF;
        }
    }

    /// <summary>Whom <see cref="Arbitrate"/> would serve.</summary>
    public int Peek()
    {
        if ((command & Disable) != 0)
            return None;
        if (InService != None)
            return InService;
        for (var i = 1; i <= Channels; i++)
        {
            var channel = (lowest + i) % Channels;
            if ((Requesting >> channel & 1) != 0)
                return channel;
        }

        return None;
    }

    /// <summary>Gives the bus to the channel that keeps it, or else to the one of highest priority that requests (DACK). <see cref="None"/>: nobody.</summary>
    public int Arbitrate()
    {
        var winner = Peek();
        if (winner != None)
            InService = winner;
        return winner;
    }

    /// <summary>
    /// Lets the channel in service transfer, up to <paramref name="most"/> times, but not beyond terminal count nor over the end of its 64 Ki addresses. In single
    /// mode these are services one after the other: only one where another channel competes.
    /// </summary>
    /// <param name="most">At least 1.</param>
    /// <exception cref="InvalidOperationException">No channel is in service, or one in cascade mode: the chip has nothing to move.</exception>
    public ChannelRun Transfer(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        if (InService == None || modes[InService].Service == ServiceMode.Cascade)
            throw new InvalidOperationException("No channel is in service that could transfer: arbitrate first, and leave the bus to a channel in cascade mode.");
        var channel = InService;
        var mode = modes[channel];
        if (mode.Service == ServiceMode.Single && (Requesting & ~(1 << channel)) != 0)
            most = 1;
        ref var counter = ref counters[channel];
        var first = counter.Address;
        var transfers = Math.Min(most, Math.Min(counter.Count + 1, mode.Decrement ? first + 1 : 0x1_0000 - first));
        var isLast = counter.Pass(transfers, mode.Decrement);
        if (isLast)
            ReachTerminalCount(channel);
        else if (mode.Service == ServiceMode.Single)
            EndService();
        return new ChannelRun(channel, first, transfers, mode, isLast);
    }

    private void ReachTerminalCount(int channel)
    {
        var bit = 1 << channel;
        terminalCounts |= bit;
        software &= ~bit;
        if (modes[channel].AutoInitialise)
            counters[channel].Reload();
        else
            mask |= bit;
        EndService();
    }

    private void EndServiceIfLost()
    {
        if (InService == None)
            return;
        var bit = 1 << InService;
        var keeps = modes[InService].Service switch
        {
            ServiceMode.Block => (mask & bit) == 0 || (software & bit) != 0,
            _ => (Requesting & bit) != 0,
        };
        if (!keeps)
            EndService();
    }

    private void EndService()
    {
        if ((command & Rotate) != 0)
            lowest = InService;
        InService = None;
    }

    private void Reset()
    {
        command = 0;
        mask = AllChannels;
        software = 0;
        terminalCounts = 0;
        highByteIsNext = false;
        lowest = Channels - 1;
        InService = None;
    }
}
