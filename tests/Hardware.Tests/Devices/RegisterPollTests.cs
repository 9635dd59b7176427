using DmaActors.Hardware.Tests.Machine;

namespace DmaActors.Hardware.Tests.Devices;

/// <summary>Who reads a register again and again, where any step may be next.</summary>
public sealed class RegisterPollTests
{
    /// <summary>The processor acts, the device is read, its answer arrives.</summary>
    private const int StepsOfRead = 3;

    private const int StepsOfWrite = 2;

    [Fact]
    public void The_third_read_that_finds_nothing_new_waits_until_the_register_has_changed()
    {
        var (machine, lamp) = Make();
        for (var read = 0; read < 3; read++)
            Read(machine, lamp, machine.CpuRef, read, steps: read < 2 ? StepsOfRead : 2);
        Write(machine, lamp, 0);
        Assert.Equal([0, 0], Answers(machine.Cpu));
        Write(machine, lamp, 7);
        machine.Run();
        Assert.Equal([0, 0, 7], Answers(machine.Cpu));
    }

    [Fact]
    public void When_nothing_else_can_happen_it_is_answered_that_nothing_has_changed_and_so_is_the_next()
    {
        var (machine, lamp) = Make();
        for (var read = 0; read < 4; read++)
        {
            Read(machine, lamp, machine.CpuRef, read, steps: 2);
            Assert.Equal(read, Answers(machine.Cpu).Count);
            machine.Run();
        }

        Assert.Equal([0, 0, 0, 0], Answers(machine.Cpu));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Where_time_decides_and_where_it_is_no_poll_every_read_is_answered_at_once(bool waits, bool repeats)
    {
        var (machine, lamp) = Make(waits);
        for (var read = 0; read < 5; read++)
            Read(machine, lamp, machine.CpuRef, repeats ? read : 0, StepsOfRead);
        Assert.Equal(5, Answers(machine.Cpu).Count);
    }

    [Fact]
    public void A_register_that_changes_when_it_is_read_is_read_each_time()
    {
        var (machine, lamp) = Make();
        for (var read = 0; read < 5; read++)
            Read(machine, lamp, machine.CpuRef, read, StepsOfRead, Lamp.Touched);
        Assert.Equal(5, Answers(machine.Cpu).Count);
    }

    [Fact]
    public void Each_of_two_that_poll_is_answered()
    {
        var (machine, lamp) = Make();
        var other = new Probe();
        var otherRef = machine.World.Spawn("other", other);
        for (var read = 0; read < 3; read++)
        {
            Read(machine, lamp, machine.CpuRef, read, steps: read < 2 ? StepsOfRead : 2);
            Read(machine, lamp, otherRef, read, steps: read < 2 ? StepsOfRead : 2);
        }

        Assert.Equal([0, 0], Answers(machine.Cpu));
        Assert.Equal([0, 0], Answers(other));
        Write(machine, lamp, 7);
        machine.Run();
        Assert.Equal([0, 0, 7], Answers(machine.Cpu));
        Assert.Equal([0, 0, 7], Answers(other));
    }

    private static (TestMachine Machine, ActorRef Lamp) Make(bool waits = true)
    {
        var machine = new TestMachine(new BusTiming { PollsWait = waits }, new WorldOptions { Timed = false, LastResortTimers = [Device.PollTimer] });
        return (machine, machine.AddDevice("lamp", wiring => new Lamp(wiring)));
    }

    private static void Read(TestMachine machine, ActorRef lamp, ActorRef reader, int repeats, int steps, int register = Lamp.Level)
    {
        machine.OnCpu(cpu => cpu.Tell(lamp, new RegisterRead(register, 4, reader) { Repeats = repeats }));
        machine.World.Run(steps);
    }

    private static void Write(TestMachine machine, ActorRef lamp, ulong value)
    {
        machine.WriteRegister(lamp, Lamp.Level, 4, value);
        machine.World.Run(StepsOfWrite);
    }

    private static List<int> Answers(Probe reader) => [.. reader.All<Reply<Word>>().Select(reply => (int)reply.Value.Value)];

    /// <summary>A device that says what it was told.</summary>
    private sealed class Lamp(DeviceWiring wiring) : Device(wiring, Map)
    {
        public const int Level = 0;
        public const int Touched = 4;

        private static readonly RegisterMap<Lamp> Map = new RegisterMap<Lamp>()
            .Add(Level, 32, "LEVEL", lamp => lamp.level, (lamp, value) => lamp.level = value)
            .Add(Touched, 32, "TOUCHED", lamp => lamp.level, readHasEffect: true);

        private ulong level;
    }
}
