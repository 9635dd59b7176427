using DmaActors.Hardware.Bus;
using DmaActors.Hardware.Isa8237;

namespace DmaActors.Hardware.DeviceModel;

/// <summary>
/// The base of a device model: declare registers in a static map, start transfers, raise and lower the line. Members in this order in every model:
/// the register map, constructor, register effects, inputs (completion, timers), outputs, fields.
/// </summary>
public abstract class Device : Actor, IDescribed
{
    /// <summary>Goes off when nothing else can happen (where <see cref="BusTiming.PollsWait"/>): who polls a register in vain is answered all the same. To be a timer of last resort.</summary>
    public const string PollTimer = "register-poll";

    private static readonly TimerName Spurious = new("spurious-interrupt");

    /// <summary>From a line that was lowered to an interrupt without a reason.</summary>
    private static readonly VirtualDuration ToSpurious = new(5_000);

    private readonly DeviceWiring wiring;
    private readonly RegisterMap registers;
    private int requestCount;

    // DMA requests that are not over: the latest ones.
    private int openRequests;
    private bool hasNoPower;

    // Interrupts without a reason that are still to come, and the latest of them.
    private int spuriousLeft;
    private TimerHandle spurious;

    // Null until somebody polls.
    private RegisterPolls? polls;

    // After a reset of the function: it may not master the bus, and its lines are low, until a driver writes a register.
    private bool rests;
    private bool engineRests;
    private ActorRef whoResets;

    /// <exception cref="ArgumentException">The map belongs to another model.</exception>
    protected Device(DeviceWiring wiring, RegisterMap registers)
    {
        if (!registers.Fits(this))
            throw new ArgumentException($"{GetType().Name} got the registers of another model: {registers.GetType().GenericTypeArguments[0].Name}.", nameof(registers));
        this.wiring = wiring;
        spuriousLeft = wiring.SpuriousInterrupts;
        this.registers = registers;
    }

    /// <summary>The media of this device.</summary>
    /// <exception cref="InvalidOperationException">The scenario gave it none.</exception>
    protected IMedia Media => wiring.Media ?? throw new InvalidOperationException($"{Context.Name} has no media: give it 'media' in the scenario.");

    /// <summary>The level of the (first) interrupt line.</summary>
    protected bool Line
    {
        get => wiring.Line.IsHigh;
        set => SetLine(0, value);
    }

    /// <summary>How many interrupt lines it is wired with: at least 1, and perhaps fewer than the model can use.</summary>
    protected int LineCount => 1 + (wiring.MoreLines?.Count ?? 0);

    /// <summary>Sets the level of an interrupt line. Raising a message-signalled one pushes what the device has written to memory; a wire pushes nothing.</summary>
    /// <param name="number">From 0.</param>
    /// <param name="high">Its level.</param>
    protected void SetLine(int number, bool high)
    {
        var line = number == 0 ? wiring.Line : wiring.MoreLines![number - 1];
        if (high && !line.IsHigh && line.IsMessage)
            wiring.Engine.PushWrites(Context);
        if (number == 0 && !high && line.IsHigh && spuriousLeft > 0 && !rests && !hasNoPower)
        {
            spuriousLeft--;
            spurious = Context.StartTimer(Spurious, ToSpurious, SpuriousInterruptDue.Instance);
        }

        line.Set(high && !rests, Context);
    }

    /// <summary>Starts the engine. Each start has one <see cref="OnTransferComplete"/>, in order, whether or not it is stopped.</summary>
    /// <param name="segments">Where in memory, in order. The engine keeps the list: do not change it.</param>
    /// <param name="toMemory">True: data go to memory.</param>
    /// <param name="burstBytes">At least 1.</param>
    /// <param name="port">The device's side of the data.</param>
    protected void StartTransfer(IReadOnlyList<DmaSegment> segments, bool toMemory, int burstBytes, IDataPort port)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(burstBytes, 1);
        for (var i = 0; i < segments.Count; i++)
            ArgumentOutOfRangeException.ThrowIfNegative(segments[i].Length, nameof(segments));
        Context.Tell(wiring.EngineActor, new StartTransfer(segments, toMemory, burstBytes, port));
    }

    /// <summary>Stops the engine: it completes as aborted, unless it has completed meanwhile.</summary>
    protected void StopTransfer() => Context.Tell(wiring.EngineActor, new StopTransfer());

    /// <summary>The engine has moved everything, or was stopped.</summary>
    protected virtual void OnTransferComplete(TransferComplete completion)
    {
    }

    /// <summary>Raises the DMA request line: the controller moves the data. Each rise has one <see cref="OnDmaServed"/>.</summary>
    /// <param name="bytes">How many the device has to give or to take.</param>
    /// <param name="port">The device's side of the data.</param>
    /// <returns>The number of the request.</returns>
    protected int RaiseDmaRequest(long bytes, IDataPort port)
    {
        ArgumentNullException.ThrowIfNull(port);
        return Raise(bytes, port);
    }

    /// <summary>Raises the DMA request line of a bus master on a channel in cascade mode: <see cref="OnBusGranted"/>, then, when it was lowered, <see cref="OnDmaServed"/>.</summary>
    /// <returns>The number of the request.</returns>
    protected int RaiseBusRequest() => Raise(0, null);

    /// <summary>Lowers the DMA request line, if that request is not over.</summary>
    protected void LowerDmaRequest(int request) => Context.Tell(DmaLine.Controller, new LowerDmaRequest(DmaLine.Channel, request));

    /// <summary>A DMA request is over.</summary>
    protected virtual void OnDmaServed(DmaServed served)
    {
    }

    /// <summary>The bus is the device's, if it still wants it: the request may have been lowered meanwhile.</summary>
    protected virtual void OnBusGranted(BusGranted grant)
    {
    }

    /// <summary>
    /// The power goes, or the function is reset because its driver has stopped: what was under way ends as with a reset, and every register is as after power-on. Until the power is
    /// back an access to a register finds nobody. A model that does not override this keeps its registers.
    /// </summary>
    protected virtual void OnPowerOff()
    {
    }

    /// <summary>The board interrupts without a reason: the line is high until the model sets it again. A model with a register that says whether it interrupts sets that, too.</summary>
    protected virtual void OnSpuriousInterrupt() => Line = true;

    /// <summary>A reset ends that as well.</summary>
    protected void CancelSpuriousInterrupt() => Context.CancelTimer(spurious);

    /// <summary>A timer of the device fired, or a message of its own arrived.</summary>
    protected virtual void OnMessage(Message message)
    {
    }

    /// <summary>Writes a line to the log: what a technician beside the machine would want to know.</summary>
    protected void Report(LogLevel level, string text)
    {
        if (Context.Log.IsEnabled(level))
            Context.Log.Write(level, Context.Now, Context.Name, text);
    }

    void IDescribed.Describe(StateWriter state)
    {
        registers.Describe(this, state.Group("registers"));
        state.Group("device");
        for (var line = 0; line < LineCount; line++)
            state.Write(LineCount == 1 ? "line" : $"line {line}", (line == 0 ? wiring.Line : wiring.MoreLines![line - 1]).IsHigh ? "high" : "low");
        state.Write("power", hasNoPower ? "off" : "on");
        if (wiring.DmaLine is not null)
            state.Write("DMA requests", openRequests);
    }

    /// <summary>Beside itself: the controller that moves its bytes, and what it moves them through. The engine on its board says itself when its bridge is pushed.</summary>
    protected sealed override void DeclareFootprint(Message message, Footprint footprint)
    {
        footprint.Writes(Context.Self);
        if (wiring.DmaLine is not { } line)
            return;
        footprint.Writes(line.Controller);
        footprint.Writes(wiring.EngineActor);
    }

    protected sealed override void Receive(Message message)
    {
        if (message is RegisterRead read)
        {
            OnRead(read);
            return;
        }

        Handle(message);
        if (polls is not null)
            Review(polls, isOver: message is PollOver);
    }

    /// <summary>Whoever polls a register that has changed is answered; when nothing else can happen, whoever polls.</summary>
    private void Review(RegisterPolls open, bool isOver) => open.Review((poll, known) => TryAnswer(poll, known, mustAnswer: isOver));

    private void Handle(Message message)
    {
        switch (message)
        {
            case PollOver:
                break;
            case RegisterWrite write:
                Wake();
                if (hasNoPower || !registers.TryWrite(this, write.Offset, write.Width, write.Value))
                    ReportOddAccess("write to", write.Offset, write.Width);
                break;
            case PowerOff:
                hasNoPower = true;
                OnPowerOff();
                break;
            case PowerOn:
                hasNoPower = false;
                break;
            case ResetFunction reset:
                // The word that the driver has stopped comes behind all that it has posted.
                whoResets = Context.Sender;
                Context.Watch(reset.Driver);
                break;
            case Terminated when !whoResets.IsNobody:
                Rest();
                break;
            case MasteringStopped:
                engineRests = true;
                AnswerReset();
                break;
            case TransferComplete completion:
                OnTransferComplete(completion);
                break;
            case DmaServed served:
                openRequests--;
                OnDmaServed(served);
                AnswerReset();
                break;
            case SpuriousInterruptDue:
                if (!rests && !hasNoPower)
                    OnSpuriousInterrupt();
                break;
            case BusGranted grant:
                OnBusGranted(grant);
                break;
            default:
                OnMessage(message);
                break;
        }
    }

    private void Rest()
    {
        rests = true;
        Context.Tell(wiring.EngineActor, new StopMastering());
        OnPowerOff();
        for (var line = 0; line < LineCount; line++)
            SetLine(line, false);
        for (var request = requestCount - openRequests + 1; request <= requestCount; request++)
            LowerDmaRequest(request);
    }

    private void AnswerReset()
    {
        if (!engineRests || openRequests > 0)
            return;
        engineRests = false;
        Context.Tell(whoResets, new Reply<Done>(default));
        whoResets = default;
    }

    private void Wake()
    {
        if (!rests)
            return;
        rests = false;
        Context.Tell(wiring.EngineActor, new StartMastering());
    }

    private DmaRequestLine DmaLine =>
        wiring.DmaLine ?? throw new InvalidOperationException($"{Context.Name} has no DMA channel: give it 'dmaChannel' in the scenario.");

    private int Raise(long bytes, IDataPort? port)
    {
        requestCount++;
        openRequests++;
        if (rests)
            Context.Tell(Context.Self, new DmaServed(requestCount, 0, TerminalCount: false));
        else
            Context.Tell(DmaLine.Controller, new RaiseDmaRequest(DmaLine.Channel, requestCount, bytes, port) { Path = wiring.Engine.Path });
        return requestCount;
    }

    private void OnRead(RegisterRead read)
    {
        var isThere = TryRead(read, out var value);
        if (read.Repeats > 0 && isThere && wiring.Bus.Timing.PollsWait && !registers.ReadHasEffect(read.Offset) && (polls ??= new RegisterPolls(Context)).Keeps(read, value))
            return;
        Answer(read, value);
    }

    private bool TryRead(RegisterRead read, out ulong value)
    {
        value = ulong.MaxValue >> (64 - (8 * read.Width));
        if (!hasNoPower && registers.TryRead(this, read.Offset, read.Width, out value))
            return true;
        ReportOddAccess("read from", read.Offset, read.Width);
        return false;
    }

    private void Answer(RegisterRead read, ulong value)
    {
        // The answer travels behind everything that the device has written.
        wiring.Engine.PushWrites(Context);
        Context.Tell(read.ReplyTo, new Reply<Word>(new Word(read.Seen(value))), new VirtualDuration(wiring.Bus.Timing.RegisterReadNanoseconds));
    }

    private bool TryAnswer(RegisterRead poll, ulong known, bool mustAnswer)
    {
        TryRead(poll, out var value);
        if (!mustAnswer && value == known)
            return false;
        Answer(poll, value);
        return true;
    }

    private void ReportOddAccess(string access, int offset, int width)
    {
        wiring.Engine.Path.CountRegisterFailure();
        if (Context.Log.IsEnabled(LogLevel.Warning))
            Report(LogLevel.Warning, $"{access} 0x{offset:X} ({width * 8} bits): {(hasNoPower ? "the device has no power" : registers.NameOf(offset) is { } name ? $"{name} has another width, or is not there" : "no such register")}");
    }
}
