using System.Buffers.Binary;
using DmaActors.Hardware.Bus;
using DmaActors.Hardware.DeviceModel;

namespace DmaActors.Devices;

/// <summary>
/// A network adapter with a ring of descriptors in memory for each direction. Its wire ends in a plug that brings every frame back. With two interrupts the second one is for
/// what was sent.
/// </summary>
[DeviceModel("ring-nic", "network adapter with descriptor rings, its wire looped back", typeof(RingNicSettings), Interrupts = 2)]
public sealed class RingNic : Device
{
    private static readonly TimerName Wire = new("nic-wire");
    private static readonly FrameArrives Arrival = new();

    private static readonly RegisterMap<RingNic> Map = AddRing(
        AddRing(
            new RegisterMap<RingNic>()
                .Add(RingNicRegisters.Control, 32, "CONTROL", nic => nic.ReadControl(), (nic, value) => nic.WriteControl((uint)value))
                .Add(RingNicRegisters.Cause, 32, "CAUSE", nic => nic.cause, (nic, value) => nic.Acknowledge((uint)value))
                .Add(RingNicRegisters.Mask, 32, "MASK", nic => nic.mask, (nic, value) => nic.SetMask((uint)value))
                .Add(RingNicRegisters.Missed, 32, "MISSED", nic => nic.missed),
            RingNicRegisters.TransmitRing, "TX", nic => nic.transmit),
        RingNicRegisters.ReceiveRing, "RX", nic => nic.receive);

    public RingNic(DeviceWiring wiring, RingNicSettings settings)
        : base(wiring, Map) => this.settings = settings;

    private static RegisterMap<RingNic> AddRing(RegisterMap<RingNic> map, int offset, string name, Func<RingNic, NicRing> ring) => map
        .Add(offset + RingNicRegisters.RingBase, 32, $"{name}_BASE", nic => ring(nic).Base, (nic, value) => ring(nic).Base = (uint)value)
        .Add(offset + RingNicRegisters.RingCount, 32, $"{name}_COUNT", nic => ring(nic).Count, (nic, value) => ring(nic).Count = (uint)value)
        .Add(offset + RingNicRegisters.RingDoorbell, 32, $"{name}_DOORBELL", null, (nic, _) => nic.Ring(ring(nic)));

    private ulong ReadControl() => (isEnabled ? RingNicRegisters.Enable : 0UL) | (abandoned == 0 ? 0UL : RingNicRegisters.Reset);

    private void WriteControl(uint value)
    {
        if ((value & RingNicRegisters.Reset) != 0)
        {
            Reset();
            return;
        }

        var enable = (value & RingNicRegisters.Enable) != 0;
        if (enable && !isEnabled)
        {
            transmit.Rewind();
            receive.Rewind();
        }

        isEnabled = enable;
    }

    private void Reset()
    {
        if (state != State.Idle)
        {
            StopTransfer();
            abandoned++;
        }

        Context.CancelTimer(wireTimer);
        onWire.Clear();
        arrived.Clear();
        isEnabled = false;
        state = State.Idle;
        cause = mask = 0;
        DriveLines();
    }

    protected override void OnPowerOff()
    {
        Reset();
        missed = 0;
        transmit.Clear();
        receive.Clear();
    }

    private void Ring(NicRing ring)
    {
        ring.IsRung = true;
        Next();
    }

    private void SetMask(uint value)
    {
        mask = value;
        DriveLines();
    }

    private void Acknowledge(uint causes)
    {
        for (var line = 0; line < LineCount; line++)
        {
            if ((Asked(line) & causes) != 0)
                SetLine(line, false);
        }

        cause &= ~causes;
        DriveLines();
    }

    /// <summary>Takes up the next piece of work, if there is any and the engine is free: what has arrived before what is to be sent.</summary>
    private void Next()
    {
        if (state != State.Idle || !isEnabled)
            return;
        if (arrived.Count > 0 && receive.IsUsable)
            ring = receive;
        else if (onWire.Count < settings.FifoFrames && transmit.IsUsable)
            ring = transmit;
        else
            return;
        // Before the descriptor is read: who gives one meanwhile rings again.
        ring.IsRung = false;
        Move(State.Fetching, ring.Descriptor, toMemory: false, new byte[16]);
    }

    private void Move(State newState, List<DmaSegment> segments, bool toMemory, byte[] buffer)
    {
        state = newState;
        port = new BufferPort(buffer);
        StartTransfer(segments, toMemory, (int)settings.BurstBytes, port);
    }

    protected override void OnTransferComplete(TransferComplete completion)
    {
        if (abandoned > 0)
        {
            abandoned--;
            return;
        }

        var buffer = port!.Buffer;
        switch (state)
        {
            case State.Fetching when (BinaryPrimitives.ReadUInt32LittleEndian(buffer) & RingNicRegisters.DescriptorOwn) == 0:
                state = State.Idle;
                Next();
                break;
            case State.Fetching:
                ring.IsRung = true;
                MoveFrame(BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(8)), BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(12)));
                break;
            case State.Moving:
                if (ring == transmit)
                    Send(buffer);
                WriteOutcome(buffer.Length, error);
                break;
            case State.Closing:
                EndDescriptor();
                break;
        }
    }

    private void MoveFrame(uint address, uint length)
    {
        var frame = ring == receive ? arrived.Dequeue() : null;
        error = length == 0 || (frame is null ? length > RingNicRegisters.LongestFrame : frame.Length > length);
        var bytes = frame is null ? (error ? 0 : (int)length) : (int)Math.Min(length, (uint)frame.Length);
        if (bytes == 0)
        {
            WriteOutcome(0, error);
            return;
        }

        var segments = new List<DmaSegment>();
        AddressCounter.Append(segments, address, bytes, bits: 32);
        Move(State.Moving, segments, toMemory: frame is not null, frame is null ? new byte[bytes] : frame[..bytes]);
    }

    private void WriteOutcome(int length, bool isBad)
    {
        var outcome = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(outcome, length);
        BinaryPrimitives.WriteUInt32LittleEndian(outcome.AsSpan(4), isBad ? RingNicRegisters.DescriptorError : 0);
        Move(State.Closing, ring.Outcome, toMemory: true, outcome);
    }

    private void EndDescriptor()
    {
        ring.Advance();
        state = State.Idle;
        Raise((ring == receive ? RingNicRegisters.Received : RingNicRegisters.Transmitted) | (error ? RingNicRegisters.Error : 0));
        Next();
    }

    private void Send(byte[] frame)
    {
        onWire.Enqueue(frame);
        if (onWire.Count == 1)
            wireTimer = Context.StartTimer(Wire, new VirtualDuration(settings.WireNanoseconds), Arrival);
    }

    /// <summary>The frame at the head of the wire is back.</summary>
    protected override void OnMessage(Message message)
    {
        if (message is not FrameArrives)
            return;
        var frame = onWire.Dequeue();
        if (onWire.Count > 0)
            wireTimer = Context.StartTimer(Wire, new VirtualDuration(settings.WireNanoseconds), Arrival);
        if (arrived.Count < settings.FifoFrames)
        {
            arrived.Enqueue(frame);
        }
        else
        {
            missed++;
            Raise(RingNicRegisters.MissedFrame);
        }

        Next();
    }

    private void Raise(int causes)
    {
        cause |= (uint)causes;
        DriveLines();
    }

    private void DriveLines()
    {
        for (var line = 0; line < LineCount; line++)
            SetLine(line, Asked(line) != 0);
    }

    /// <summary>The causes that a line is high for: with two of them the second one is for what was sent.</summary>
    private uint Asked(int line)
    {
        var sent = LineCount == 1 ? 0u : RingNicRegisters.Transmitted;
        return cause & mask & (line == 0 ? ~sent : sent);
    }

    private readonly RingNicSettings settings;
    private readonly NicRing transmit = new();
    private readonly NicRing receive = new();
    private readonly Queue<byte[]> onWire = new();
    private readonly Queue<byte[]> arrived = new();
    private TimerHandle wireTimer;
    private bool isEnabled;
    private uint cause;
    private uint mask;
    private uint missed;

    // What the engine is doing, for which ring, with which buffer, and whether the descriptor was bad.
    private State state;
    private NicRing ring = null!;
    private BufferPort? port;
    private bool error;

    // Ends of transfers still to come that RESET gave up.
    private int abandoned;

    private enum State : byte
    {
        Idle,
        Fetching,
        Moving,
        Closing,
    }
}

/// <summary>The adapter to itself: a frame is back from the wire.</summary>
internal sealed partial record FrameArrives : Message;
