namespace DmaActors.Hardware.Tests.Interrupts;

/// <summary>Lines, and the wire that the lines of a vector are soldered to.</summary>
public sealed class InterruptLineTests
{
    private readonly InterruptBench bench = new();
    private int rises;

    public InterruptLineTests() => bench.Machine.World.Recorder = new RiseCounter(this);

    [Fact]
    public void A_rise_is_told_once_and_a_fall_not_at_all()
    {
        var line = bench.Connect();
        bench.Set(line, true);
        bench.Set(line, true);
        bench.Set(line, false);
        bench.Set(line, false);
        Assert.Equal(1, rises);
        bench.Set(line, true);
        Assert.Equal(2, rises);
        Assert.True(line.IsHigh);
    }

    [Fact]
    public void A_rise_arrives_after_the_latency_of_the_machine()
    {
        var line = bench.Connect();
        bench.Set(line, true);
        Assert.Equal(500, bench.Machine.World.Now.Nanoseconds);
    }

    [Fact]
    public void The_wire_is_high_while_any_line_is_and_rises_once()
    {
        var first = bench.Connect();
        var second = bench.Connect();
        bench.Set(first, true);
        bench.Set(second, true);
        bench.Set(first, false);
        Assert.Equal(1, rises);
        Assert.Equal((false, true), (first.IsHigh, second.IsHigh));
        bench.Add("a", 5, context =>
        {
            second.Set(false, context);
            return true;
        });
        Assert.Equal(["a"], bench.Calls);
        bench.Set(first, true);
        Assert.Equal(2, rises);
    }

    [Fact]
    public void A_level_walk_goes_on_until_the_last_line_is_low()
    {
        var lines = new[] { bench.Connect(), bench.Connect(), bench.Connect() };
        var served = 0;
        bench.Add("a", 5, context =>
        {
            lines[served++].Set(false, context);
            return true;
        });
        bench.Machine.OnCpu(cpu => Array.ForEach(lines, line => line.Set(true, cpu)));
        bench.Run();
        Assert.Equal(3, served);
    }

    [Fact]
    public void On_a_shared_edge_vector_the_rise_of_a_second_line_is_no_edge()
    {
        var shared = new InterruptBench(InterruptTrigger.Edge);
        var (first, second) = (shared.Connect(), shared.Connect());
        shared.Add("a", 5, _ => true);
        shared.Set(first, true);
        shared.Set(second, true);
        Assert.Equal(["a"], shared.Calls);
        shared.Set(first, false);
        shared.Set(first, true);
        Assert.Equal(["a"], shared.Calls);
        shared.Set(first, false);
        shared.Set(second, false);
        shared.Set(second, true);
        Assert.Equal(["a", "a"], shared.Calls);
    }

    [Fact]
    public void On_a_shared_vector_of_messages_each_message_counts_whatever_the_other_device_has_not_taken_back()
    {
        var shared = new InterruptBench(InterruptTrigger.Message);
        var (first, second) = (shared.Connect(), shared.Connect());
        shared.Add("a", 5, _ => true);
        shared.Set(first, true);
        shared.Set(second, true);
        Assert.Equal(["a", "a"], shared.Calls);
        shared.Set(first, false);
        shared.Set(first, true);
        Assert.Equal(["a", "a", "a"], shared.Calls);
    }

    [Fact]
    public void What_rises_while_a_rise_is_under_way_goes_with_it()
    {
        var shared = new InterruptBench(InterruptTrigger.Message);
        var (first, second) = (shared.Connect(), shared.Connect());
        shared.Add("a", 5);
        shared.Set(first, true);
        shared.Pulse(second);
        shared.Pulse(second);
        shared.Answer("a", true);
        Assert.Equal(["a", "a"], shared.Calls);
        shared.Answer("a", true);
        Assert.Equal(["a", "a"], shared.Calls);
    }

    /// <summary>Whether the step that changes a line can change places with one that looks at the vector: of a rise the controller knows nothing until it is told.</summary>
    [Fact]
    public void A_rise_of_the_wire_touches_nothing_of_its_vector_and_a_fall_or_the_rise_of_another_line_does()
    {
        var (first, second) = (bench.Connect(), bench.Connect());
        Assert.False(TouchesVector(first, true));
        Assert.True(TouchesVector(second, true));
        Assert.True(TouchesVector(second, false));
        Assert.True(TouchesVector(first, false));
    }

    private bool TouchesVector(InterruptLine line, bool high)
    {
        var (change, walk) = (new Footprint(), new Footprint());
        walk.Writes(bench.Machine.ControllerRef, InterruptBench.Vector);
        bench.Machine.OnCpu(cpu => line.Set(high, cpu));
        bench.Machine.World.Footprint = change;
        bench.Machine.World.Run(1);
        bench.Machine.World.Footprint = null;
        bench.Run();
        var touched = walk.Accesses.ToArray();
        return change.Accesses.ToArray().Any(access => Array.Exists(touched, other => access.ConflictsWith(other)));
    }

    private sealed class RiseCounter(InterruptLineTests tests) : IStepRecorder
    {
        public void OnStep(long step, VirtualTime time, StepId id)
        {
            if (id.Message is LineChanged)
                tests.rises++;
        }
    }
}
