using System.Buffers.Binary;
using DmaActors.Devices;
using DmaActors.Hardware.Tests.Machine;

namespace DmaActors.Hardware.Tests.Devices;

/// <summary>The network adapter, with rings of four descriptors, programmed as a driver would.</summary>
public sealed class RingNicTests
{
    private const ulong TransmitAt = 0x1000;
    private const ulong ReceiveAt = 0x2000;
    private const ulong SentFrom = 0x4000;
    private const ulong ReceivedTo = 0x8000;
    private const uint Room = 2_048;
    private const int Descriptors = 4;

    private readonly TestMachine machine = new();
    private readonly Probe handler = new();
    private readonly ActorRef nic;

    public RingNicTests()
    {
        nic = machine.AddDevice("nic", wiring => new RingNic(wiring, new RingNicSettings { FifoFrames = 2 }), trigger: InterruptTrigger.Message);
        var handlerRef = machine.World.Spawn("handler", handler);
        handler.Reaction = (context, message) =>
        {
            if (message is Interrupt)
                context.Tell(machine.ControllerRef, new InterruptAnswer(5, true));
        };
        machine.World.Tell(machine.ControllerRef, new AddHandler(5, 5, handlerRef, 0));
        machine.Run();
    }

    private int Interrupts => handler.All<Interrupt>().Count();

    [Fact]
    public void A_frame_that_is_sent_comes_back_and_both_descriptors_are_given_back()
    {
        Begin();
        Give(ReceiveAt, 0, ReceivedTo, Room);
        var frame = Send(0, 100);
        machine.Run();

        Assert.Equal(frame, machine.Read(ReceivedTo, 100));
        Assert.Equal((100u, 0u), Outcome(TransmitAt, 0));
        Assert.Equal((100u, 0u), Outcome(ReceiveAt, 0));
        Assert.Equal(RingNicRegisters.Received | RingNicRegisters.Transmitted, Get(RingNicRegisters.Cause));
    }

    [Fact]
    public void Frames_go_round_the_rings_in_order()
    {
        Begin();
        for (var i = 0; i < 10; i++)
        {
            Give(ReceiveAt, i % Descriptors, ReceivedTo, Room);
            Put(RingNicRegisters.ReceiveRing + RingNicRegisters.RingDoorbell, 0);
            var frame = Send(i % Descriptors, 64 + i);
            machine.Run();
            Assert.Equal(frame, machine.Read(ReceivedTo, 64 + i));
        }
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(RingNicRegisters.LongestFrame + 1u)]
    public void A_frame_of_no_bytes_or_too_many_is_not_sent(uint length)
    {
        Begin();
        Give(ReceiveAt, 0, ReceivedTo, Room);
        Give(TransmitAt, 0, SentFrom, length);
        Put(RingNicRegisters.TransmitRing + RingNicRegisters.RingDoorbell, 0);
        machine.Run();

        Assert.Equal((0u, RingNicRegisters.DescriptorError), Outcome(TransmitAt, 0));
        Assert.Equal(RingNicRegisters.Transmitted | RingNicRegisters.Error, Get(RingNicRegisters.Cause));
    }

    [Fact]
    public void Of_a_frame_that_is_longer_than_its_room_comes_what_there_is_room_for()
    {
        Begin();
        Give(ReceiveAt, 0, ReceivedTo, 60);
        var frame = Send(0, 100);
        machine.Run();

        Assert.Equal(frame[..60], machine.Read(ReceivedTo, 60));
        Assert.Equal(new byte[40], machine.Read(ReceivedTo + 60, 40));
        Assert.Equal((60u, RingNicRegisters.DescriptorError), Outcome(ReceiveAt, 0));
    }

    [Fact]
    public void Frames_wait_for_descriptors_and_those_too_many_are_missed_and_counted()
    {
        Begin();
        for (var i = 0; i < Descriptors; i++)
            Give(TransmitAt, i, SentFrom, 64);
        Put(RingNicRegisters.TransmitRing + RingNicRegisters.RingDoorbell, 0);
        machine.Run();
        Assert.Equal(2u, Get(RingNicRegisters.Missed));
        Assert.NotEqual(0u, Get(RingNicRegisters.Cause) & RingNicRegisters.MissedFrame);

        for (var i = 0; i < Descriptors; i++)
            Give(ReceiveAt, i, ReceivedTo, Room);
        Put(RingNicRegisters.ReceiveRing + RingNicRegisters.RingDoorbell, 0);
        machine.Run();
        Assert.Equal([64u, 64u, 0u, 0u], Enumerable.Range(0, Descriptors).Select(i => IsOwned(ReceiveAt, i) ? 0u : Outcome(ReceiveAt, i).Length));
    }

    [Theory]
    [InlineData(1, 0, 8)]
    [InlineData(1, 50, 8)]
    [InlineData(4, 0, 8)]
    [InlineData(4, 10_000, 2)]
    [InlineData(8, 10_000, 1)]
    [InlineData(100, 10_000, 1)]
    public void An_interrupt_is_for_so_many_frames_or_comes_so_long_after_the_first(uint frames, uint microseconds, int expected)
    {
        Begin(frames, microseconds);
        handler.Reaction = (context, message) =>
        {
            if (message is not Interrupt)
                return;
            context.Tell(nic, new RegisterWrite(RingNicRegisters.Cause, 4, RingNicRegisters.Transmitted | RingNicRegisters.Received));
            context.Tell(machine.ControllerRef, new InterruptAnswer(5, true));
        };
        for (var i = 0; i < 8; i++)
        {
            // One after the other, and nowhere to receive: each is an event of its own.
            Put(RingNicRegisters.Mask, RingNicRegisters.Transmitted | RingNicRegisters.Received);
            Send(i % Descriptors, 64);
            var passed = false;
            machine.OnCpu(cpu => cpu.Tell(cpu.Self, new Probe.Do(_ => passed = true), new VirtualDuration(30_000)));
            machine.StepUntil(() => passed);
        }

        machine.Run();
        Assert.Equal(expected, Interrupts);
    }

    [Fact]
    public void What_is_no_frame_is_told_at_once_and_takes_with_it_what_was_kept_back()
    {
        Begin(coalesceFrames: 100, coalesceTime: 1_000_000);
        Send(0, 64);
        machine.StepUntil(() => !IsOwned(TransmitAt, 0));
        Assert.Equal(0, Interrupts);
        Give(TransmitAt, 1, SentFrom, 0);
        Put(RingNicRegisters.TransmitRing + RingNicRegisters.RingDoorbell, 0);
        machine.StepUntil(() => Interrupts > 0);

        Assert.True(machine.World.Now.Nanoseconds < 1_000_000_000, "the interrupt came by the timer");
        machine.Run();
        Assert.Equal(1, Interrupts);
    }

    [Fact]
    public void Without_power_it_answers_nobody_and_with_it_again_it_has_forgotten_its_rings()
    {
        Begin(coalesceFrames: 3, coalesceTime: 7);
        Send(0, 64);
        machine.World.Tell(nic, new PowerOff());
        machine.Run();
        Assert.Equal(uint.MaxValue, Get(RingNicRegisters.Cause));

        machine.World.Tell(nic, new PowerOn());
        machine.Run();
        int[] registers =
        [
            RingNicRegisters.Control, RingNicRegisters.Cause, RingNicRegisters.Mask, RingNicRegisters.Missed, RingNicRegisters.CoalesceFrames, RingNicRegisters.CoalesceTime,
            RingNicRegisters.TransmitRing + RingNicRegisters.RingBase, RingNicRegisters.TransmitRing + RingNicRegisters.RingCount,
            RingNicRegisters.ReceiveRing + RingNicRegisters.RingBase, RingNicRegisters.ReceiveRing + RingNicRegisters.RingCount,
        ];
        Assert.All(registers, register => Assert.Equal(0u, Get(register)));
        Assert.Equal(0, Interrupts);
    }

    [Fact]
    public void After_RESET_reads_as_0_the_engine_is_quiet_and_a_new_ring_begins_at_its_first_descriptor()
    {
        Begin();
        Send(0, 2_000);
        machine.StepUntil(() => machine.World.Now.Nanoseconds > 3_000);
        Put(RingNicRegisters.Control, RingNicRegisters.Reset);
        machine.Run();
        Assert.Equal(0u, Get(RingNicRegisters.Control));
        Assert.Equal(0, Interrupts);

        Begin();
        Give(ReceiveAt, 0, ReceivedTo, Room);
        var frame = Send(0, 80);
        machine.Run();
        Assert.Equal(frame, machine.Read(ReceivedTo, 80));
    }

    private void Begin(uint coalesceFrames = 0, uint coalesceTime = 0)
    {
        Put(RingNicRegisters.CoalesceFrames, coalesceFrames);
        Put(RingNicRegisters.CoalesceTime, coalesceTime);
        foreach (var (ring, at) in new[] { (RingNicRegisters.TransmitRing, TransmitAt), (RingNicRegisters.ReceiveRing, ReceiveAt) })
        {
            Put(ring + RingNicRegisters.RingBase, (uint)at);
            Put(ring + RingNicRegisters.RingCount, Descriptors);
        }

        Put(RingNicRegisters.Mask, uint.MaxValue);
        Put(RingNicRegisters.Control, RingNicRegisters.Enable);
        Put(RingNicRegisters.ReceiveRing + RingNicRegisters.RingDoorbell, 0);
    }

    /// <summary>Puts a frame into memory, and gives it to the adapter.</summary>
    private byte[] Send(int index, int length)
    {
        var frame = TestMachine.Pattern(length, (ulong)index + 3);
        machine.Write(SentFrom, frame);
        Give(TransmitAt, index, SentFrom, (uint)length);
        Put(RingNicRegisters.TransmitRing + RingNicRegisters.RingDoorbell, 0);
        return frame;
    }

    private void Give(ulong ring, int index, ulong buffer, uint length)
    {
        var descriptor = new byte[12];
        BinaryPrimitives.WriteUInt32LittleEndian(descriptor.AsSpan(RingNicRegisters.DescriptorAddress), (uint)buffer);
        BinaryPrimitives.WriteUInt32LittleEndian(descriptor.AsSpan(RingNicRegisters.DescriptorLength), length);
        BinaryPrimitives.WriteUInt32LittleEndian(descriptor.AsSpan(RingNicRegisters.DescriptorControl), RingNicRegisters.DescriptorOwn);
        machine.Write(At(ring, index), descriptor);
    }

    private bool IsOwned(ulong ring, int index) => (Word(At(ring, index) + RingNicRegisters.DescriptorControl) & RingNicRegisters.DescriptorOwn) != 0;

    private (uint Length, uint Control) Outcome(ulong ring, int index) =>
        (Word(At(ring, index) + RingNicRegisters.DescriptorLength), Word(At(ring, index) + RingNicRegisters.DescriptorControl));

    private static ulong At(ulong ring, int index) => ring + (ulong)(index * RingNicRegisters.DescriptorStride);

    private uint Word(ulong address) => BinaryPrimitives.ReadUInt32LittleEndian(machine.Read(address, 4));

    private void Put(int register, uint value) => machine.WriteRegister(nic, register, 4, value);

    private uint Get(int register) => (uint)machine.ReadRegister(nic, register, 4);
}
