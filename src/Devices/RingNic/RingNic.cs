using System.Buffers.Binary;
using DmaActors.Hardware.Bus;
using DmaActors.Hardware.DeviceModel;

namespace DmaActors.Devices;

/// <summary>
/// A network adapter with a ring of descriptors in memory for each direction. Its wire ends in a plug that brings every frame back. What it has to tell it tells by
/// <see cref="NicInterrupts"/>.
/// </summary>
[DeviceModel("ring-nic", "network adapter with descriptor rings and interrupt coalescing, its wire looped back", typeof(RingNicSettings), Interrupts = 2)]
public sealed class RingNic : SequencedDevice
{
    private static readonly TimerName OnWire = new("nic-wire");
    private static readonly TimerName Coalescing = new("nic-coalescing");
    private static readonly FrameArrives Arrival = new();

    private static readonly RegisterMap<RingNic> Map = new RegisterMap<RingNic>()
        .Add(RingNicRegisters.Control, 32, "CONTROL", nic => nic.ReadControl(), (nic, value) => nic.WriteControl((uint)value))
        .Add(RingNicRegisters.Missed, 32, "MISSED", nic => nic.wire.Missed)
        .AddInterrupts(nic => nic.interrupts)
        .AddRing(RingNicRegisters.TransmitRing, "TX", nic => nic.transmit, nic => nic.Next())
        .AddRing(RingNicRegisters.ReceiveRing, "RX", nic => nic.receive, nic => nic.Next());

    public RingNic(DeviceWiring wiring, RingNicSettings settings)
        : base(wiring, Map)
    {
        this.settings = settings;
        wire = new NicWire(settings.FifoFrames, () => Context.StartTimer(OnWire, new VirtualDuration(settings.WireNanoseconds), Arrival), timer => Context.CancelTimer(timer));
        interrupts = new NicInterrupts(LineCount, SetLine, (line, time) => Context.StartTimer(Coalescing, time, new CoalescingEnds(line)), timer => Context.CancelTimer(timer));
    }

    private ulong ReadControl() => (isEnabled ? RingNicRegisters.Enable : 0UL) | (IsStopping ? RingNicRegisters.Reset : 0UL);

    private void WriteControl(uint value)
    {
        if ((value & RingNicRegisters.Reset) != 0)
            Reset();
        else
            isEnabled = (value & RingNicRegisters.Enable) != 0;
    }

    private void Reset()
    {
        GiveUp();
        wire.Reset();
        transmit.Reset();
        receive.Reset();
        interrupts.Reset();
        isEnabled = false;
    }

    protected override void OnPowerOff() => Reset();

    /// <summary>Takes up the next piece of work, if there is any and the engine is free: what has arrived before what is to be sent.</summary>
    private void Next()
    {
        if (IsMoving || !isEnabled)
            return;
        if (wire.HasArrivals && receive.IsUsable)
            Fetch(receive, Receive);
        else if (wire.HasPlace && transmit.IsUsable)
            Fetch(transmit, Send);
    }

    /// <summary>Reads the next descriptor, and uses its address and length if it is the device's.</summary>
    private void Fetch(NicRing ring, Action<uint, uint> use)
    {
        // Before the descriptor is read: who gives one meanwhile rings again.
        ring.IsRung = false;
        var descriptor = new byte[16];
        Move(ring.Descriptor, toMemory: false, descriptor, () =>
        {
            var isOwned = (BinaryPrimitives.ReadUInt32LittleEndian(descriptor) & RingNicRegisters.DescriptorOwn) != 0;
            ring.IsRung |= isOwned;
            if (isOwned)
                use(BinaryPrimitives.ReadUInt32LittleEndian(descriptor.AsSpan(8)), BinaryPrimitives.ReadUInt32LittleEndian(descriptor.AsSpan(12)));
            else
                Next();
        });
    }

    private void Send(uint address, uint length)
    {
        var isBad = length is 0 or > RingNicRegisters.LongestFrame;
        var frame = new byte[isBad ? 0 : length];
        Move(NicRing.At(address, frame.Length), toMemory: false, frame, () =>
        {
            if (!isBad)
                wire.Put(frame);
            GiveBack(transmit, frame.Length, isBad, RingNicRegisters.Transmitted);
        });
    }

    private void Receive(uint address, uint room)
    {
        var frame = wire.Take();
        var part = frame[..(int)Math.Min(room, (uint)frame.Length)];
        Move(NicRing.At(address, part.Length), toMemory: true, part, () => GiveBack(receive, part.Length, part.Length < frame.Length, RingNicRegisters.Received));
    }

    private void GiveBack(NicRing ring, int length, bool isBad, uint cause) =>
        Move(ring.Outcome, toMemory: true, NicRing.OutcomeOf(length, isBad), () =>
        {
            ring.Advance();
            interrupts.Raise(cause | (isBad ? RingNicRegisters.Error : 0u));
            Next();
        });

    protected override void OnMessage(Message message)
    {
        if (message is CoalescingEnds over)
        {
            interrupts.EndCoalescing(over.Line);
        }
        else if (message is FrameArrives)
        {
            if (!wire.TryEndFrame())
                interrupts.Raise(RingNicRegisters.MissedFrame);
            Next();
        }
    }

    /// <summary>Moves the whole buffer, and then goes on.</summary>
    private void Move(List<DmaSegment> segments, bool toMemory, byte[] buffer, Action then)
    {
        if (buffer.Length == 0)
            then();
        else
            Move(segments, toMemory, settings.BurstBytes, new BufferPort(buffer), then);
    }

    private readonly RingNicSettings settings;
    private readonly NicInterrupts interrupts;
    private readonly NicRing transmit = new();
    private readonly NicRing receive = new();
    private readonly NicWire wire;
    private bool isEnabled;
}
