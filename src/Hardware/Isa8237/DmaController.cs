using DmaActors.Hardware.Bus;
using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Isa8237;

/// <summary>
/// The DMA controller of an ISA machine: drives the pair of 8237 and moves bytes for the devices, grant by grant, so that whatever the system does (stop, mask,
/// program, count) falls between two grants. A turn moves at most a grant's bytes; of the services of a channel in single mode it makes one turn, as long as nobody
/// competes.
/// </summary>
/// <param name="bus">Where memory is. There is no write buffer on ISA: what a device gives is in memory at once.</param>
public sealed class DmaController(SystemBus bus) : Actor, IDescribed
{
    private static readonly IsaGrant Grant = new();

    private readonly I8237Pair chips = new();

    // By channel, the one whose turn it is first; null where nobody ever was.
    private readonly List<DmaRequest>?[] requests = new List<DmaRequest>?[I8237Pair.Channels];

    // By channel: it was told where to transfer, and has moved nothing there yet.
    private readonly bool[] isFresh = new bool[I8237Pair.Channels];
    private byte[] data = [];
    private bool grantIsDue;

    /// <summary>The power-on program has cascaded the chips.</summary>
    protected override void OnStart()
    {
        WriteMode(I8237Pair.Cascade, new ChannelMode(TransferType.Verify, ServiceMode.Cascade));
        SetMask(I8237Pair.Cascade, masked: false);
    }

    void IDescribed.Describe(StateWriter state)
    {
        for (var channel = 0; channel < requests.Length; channel++)
        {
            if (requests[channel] is not null)
                state.Group($"channel {channel}").Write("requests", requests[channel]!.Count).Write("bytes left", BytesLeft(channel));
        }
    }

    protected override void Receive(Message message)
    {
        switch (message)
        {
            case RaiseDmaRequest raised:
                Raise(raised);
                break;
            case LowerDmaRequest lowered:
                Lower(lowered);
                break;
            case IsaGrant:
                grantIsDue = false;
                Serve();
                break;
            case ReadChannelCount read:
                Context.Tell(Context.Sender, new Reply<Word>(new Word(BytesLeft(Checked(read.Channel)))));
                break;
            default:
                Access(message);
                Context.Tell(Context.Sender, new Reply<Done>(default));
                break;
        }

        AskForBus();
    }

    /// <summary>The system writes registers.</summary>
    private void Access(Message message)
    {
        switch (message)
        {
            case ProgramChannel program:
                Program(Checked(program.Channel), program.Mode, program.Place);
                break;
            case MaskChannel mask:
                SetMask(Checked(mask.Channel), mask.Masked);
                break;
            case StopChannel stop:
                SetMask(Checked(stop.Channel), masked: true);
                SetSoftwareRequest(stop.Channel, set: false);
                break;
            case RequestChannel request:
                SetSoftwareRequest(Checked(request.Channel), set: true);
                break;
            default:
                throw new InvalidOperationException($"{Context.Name} was sent {message} by {Context.Sender}.");
        }
    }

    private void Program(int channel, ChannelMode? mode, ChannelPlace? place)
    {
        SetMask(channel, masked: true);
        if (mode is { } newMode)
            WriteMode(channel, newMode);
        if (place is { } newPlace)
            WritePlace(channel, newPlace);
        SetMask(channel, masked: false);
    }

    private void WritePlace(int channel, ChannelPlace place)
    {
        var width = I8237Pair.WidthOf(channel);
        isFresh[channel] = true;
        WriteRegister(channel, I8237.ClearFlipFlop, 0);
        WriteWord(I8237Pair.AddressPortOf(channel), place.Address.Value / (ulong)width);
        chips.WritePort(I8237Pair.PagePortOf(channel), (byte)((place.Address.Value >> 16) & 0xFF));
        WriteWord(I8237Pair.CountPortOf(channel), unchecked((ulong)((place.Bytes / width) - 1)));
    }

    private void WriteWord(int port, ulong word)
    {
        chips.WritePort(port, (byte)(word & 0xFF));
        chips.WritePort(port, (byte)((word >> 8) & 0xFF));
    }

    private void WriteMode(int channel, ChannelMode mode) => WriteRegister(channel, I8237.Mode, mode.ToRegister() | (channel % I8237.Channels));

    private void SetMask(int channel, bool masked) => WriteRegister(channel, I8237.SingleMask, (masked ? I8237.SetBit : 0) | (channel % I8237.Channels));

    private void SetSoftwareRequest(int channel, bool set) => WriteRegister(channel, I8237.SoftwareRequest, (set ? I8237.SetBit : 0) | (channel % I8237.Channels));

    private void WriteRegister(int channel, int register, int value) => chips.WritePort(I8237Pair.PortOf(channel, register), (byte)value);

    private ulong BytesLeft(int channel) => (ulong)(chips.TransfersLeftOf(channel) % 0x1_0000 * I8237Pair.WidthOf(channel));

    private void Raise(RaiseDmaRequest raised)
    {
        var channel = Checked(raised.Channel);
        var request = new DmaRequest(Context.Sender, raised);
        if (raised.Port is not null && raised.Bytes < I8237Pair.WidthOf(channel))
        {
            Answer(request, isTerminal: false);
            return;
        }

        (requests[channel] ??= []).Add(request);
        chips.SetLine(channel, high: true);
    }

    private void Lower(LowerDmaRequest lowered)
    {
        var request = requests[Checked(lowered.Channel)]?.Find(other => other.Device == Context.Sender && other.Number == lowered.Request);
        if (request is not null)
            End(lowered.Channel, request, isTerminal: false);
    }

    private void End(int channel, DmaRequest request, bool isTerminal)
    {
        var waiting = requests[channel]!;
        if (waiting[0] == request)
            chips.SetLine(channel, high: false);
        waiting.Remove(request);
        if (waiting.Count > 0)
            chips.SetLine(channel, high: true);
        Answer(request, isTerminal);
    }

    private void Answer(DmaRequest request, bool isTerminal) => Context.Tell(request.Device, new DmaServed(request.Number, request.Passed, isTerminal));

    private void AskForBus()
    {
        var channel = grantIsDue ? I8237.None : chips.Peek();
        if (channel == I8237.None || (IsCascaded(channel) && HeadOf(channel) is null or { IsGranted: true }))
            return;
        grantIsDue = true;
        Context.Tell(Context.Self, Grant, TimeOf(channel));
    }

    /// <summary>What the next grant will take, as things stand.</summary>
    private VirtualDuration TimeOf(int channel)
    {
        if (IsCascaded(channel))
            return bus.Timing.IsaService(services: 1, transfers: 0);
        var transfers = Math.Min(Math.Min(GrantOf(channel), ReadyOf(channel)), chips.TransfersLeftOf(channel));
        return bus.Timing.IsaService(chips.ModeOf(channel).Service == ServiceMode.Single ? transfers : 1, transfers);
    }

    /// <summary>The bus is there: for whom, is decided now.</summary>
    private void Serve()
    {
        var left = 0;
        for (var channel = chips.Arbitrate(); channel != I8237.None; channel = chips.Arbitrate())
        {
            if (IsCascaded(channel))
            {
                // After data that moved in this turn it waits for a turn of its own.
                if (left == 0)
                    GiveBusTo(HeadOf(channel));
                return;
            }

            if (left == 0)
                left = GrantOf(channel);
            var request = HeadOf(channel);
            var run = chips.Transfer(Math.Min(left, ReadyOf(channel)));
            Move(run, request);
            left -= run.Transfers;
            if (left == 0 || run.TerminalCount || request != HeadOf(channel))
                return;
        }
    }

    private void GiveBusTo(DmaRequest? request)
    {
        if (request is null or { IsGranted: true })
            return;
        request.IsGranted = true;

        // A device that is no bus master sees an acknowledge without a transfer, and the bus stands still until it gives up.
        if (request.Port is null)
            Context.Tell(request.Device, new BusGranted(request.Number));
    }

    private void Move(in IsaRun run, DmaRequest? request)
    {
        if (data.Length < run.Bytes)
            data = new byte[run.Bytes];
        var bytes = data.AsSpan(0, run.Bytes);
        if (run.Mode.Type == TransferType.ToMemory)
        {
            // Where no device drives the data lines they are high.
            if (request?.Port is null)
                bytes.Fill(0xFF);
            else
                request.Port.Supply(bytes);
            Orient(run, bytes);
            if (!bus.DeviceWrite(Context, run.Address, bytes))
                request?.Path?.CountFailure();
        }
        else if (run.Mode.Type == TransferType.FromMemory)
        {
            if (!bus.DeviceRead(Context, run.Address, bytes))
                request?.Path?.CountFailure();
            Orient(run, bytes);
            request?.Port?.Accept(bytes);
        }

        if (request?.Port is null)
            return;
        Tell(request.Device, run);
        request.Pass(run.Bytes);
        if (run.TerminalCount || request.Left < run.Width)
            End(run.Channel, request, run.TerminalCount);
    }

    /// <summary>Who watches the bus is told. A transfer begins when something moves: which device it is for nobody knows before.</summary>
    private void Tell(ActorRef device, in IsaRun run)
    {
        if (isFresh[run.Channel])
            bus.Observer?.OnTransferBegan(device);
        isFresh[run.Channel] = false;
        if (run.Mode.Type is TransferType.ToMemory or TransferType.FromMemory)
            bus.Moved(device, new BusAddress(run.Address.Value), run.Bytes, run.Mode.Type == TransferType.ToMemory);
    }

    /// <summary>Between the order of the device and that of memory: opposite ones where the address counts down, word by word.</summary>
    private static void Orient(in IsaRun run, Span<byte> bytes)
    {
        if (!run.Mode.Decrement)
            return;
        bytes.Reverse();
        for (var i = 0; run.Width == 2 && i < bytes.Length; i += 2)
            (bytes[i], bytes[i + 1]) = (bytes[i + 1], bytes[i]);
    }

    private int GrantOf(int channel)
    {
        var programmed = chips.ProgrammedTransfersOf(channel);
        return bus.Timing.GrantHalves ? programmed - (programmed / 2) : Math.Max(1, bus.Timing.GrantBytes / I8237Pair.WidthOf(channel));
    }

    /// <summary>For how many transfers the channel's device is ready. Where none takes part, nobody slows the chip down.</summary>
    private int ReadyOf(int channel) => HeadOf(channel) is { Port: not null } request ? (int)Math.Min(request.Left / I8237Pair.WidthOf(channel), int.MaxValue) : int.MaxValue;

    private bool IsCascaded(int channel) => chips.ModeOf(channel).Service == ServiceMode.Cascade;

    private DmaRequest? HeadOf(int channel) => requests[channel] is { Count: > 0 } waiting ? waiting[0] : null;

    private static int Checked(int channel) =>
        channel is >= 0 and < I8237Pair.Channels and not I8237Pair.Cascade
            ? channel
            : throw new ArgumentOutOfRangeException(nameof(channel), channel, "the channels are 0 to 3 and 5 to 7");
}
