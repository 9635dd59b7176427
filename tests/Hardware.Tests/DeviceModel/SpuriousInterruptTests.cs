using DmaActors.Hardware.Tests.Machine;

namespace DmaActors.Hardware.Tests.DeviceModel;

/// <summary>A bad board: its line rises without a reason after it was lowered, so many times.</summary>
public sealed class SpuriousInterruptTests
{
    private readonly TestMachine machine = new();
    private readonly ActorRef device;

    public SpuriousInterruptTests() => device = machine.AddDevice("bad", wiring => new Toy(wiring with { SpuriousInterrupts = 2 }));

    [Fact]
    public void The_line_rises_again_after_it_was_lowered_as_often_as_was_said()
    {
        Assert.Equal([true, true, false, false], [AfterLowering(raiseFirst: true), AfterLowering(), AfterLowering(), AfterLowering(raiseFirst: true)]);
    }

    [Fact]
    public void A_line_that_was_not_high_is_not_lowered()
    {
        Assert.False(AfterLowering());
    }

    [Fact]
    public void Without_power_the_board_does_not_interrupt()
    {
        SetLine(1);
        SetLine(0);
        machine.OnCpu(cpu => cpu.Tell(device, new PowerOff()));
        machine.Run();
        machine.OnCpu(cpu => cpu.Tell(device, new PowerOn()));
        Assert.Equal(0UL, machine.ReadRegister(device, Toy.LineLevel, 1));
    }

    private bool AfterLowering(bool raiseFirst = false)
    {
        if (raiseFirst)
            SetLine(1);
        SetLine(0);
        machine.Run();
        return machine.ReadRegister(device, Toy.LineLevel, 1) == 1;
    }

    private void SetLine(ulong level) => machine.WriteRegister(device, Toy.LineLevel, 1, level);
}
