namespace DmaActors.Hardware.Tests.Interrupts;

/// <summary>Walks over the handlers of a vector.</summary>
public sealed class InterruptControllerTests
{
    private static readonly string[] None = [];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_single_handler_is_called_once_whether_or_not_it_claims(bool claims)
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        bench.Add("a", 5, context => Lower(line, context, claims));
        bench.Set(line, true);
        Assert.Equal(["a"], bench.Calls);
    }

    [Fact]
    public void All_handlers_are_called_by_priority_and_of_equal_ones_the_last_added_first()
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        foreach (var (name, priority) in new[] { ("low", 3), ("high", 9), ("first", 5), ("second", 5), ("third", 5), ("highest", 12) })
            bench.Add(name, priority, context => Lower(line, context, false));
        bench.Set(line, true);
        Assert.Equal(["highest", "high", "third", "second", "first", "low"], bench.Calls);
    }

    [Fact]
    public void Those_behind_the_one_that_claims_are_called_too_and_all_again_until_nobody_claims()
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        var work = 2;
        bench.Add("b", 5, context => Lower(line, context, work-- > 0));
        bench.Add("a", 5, _ => false);
        bench.Set(line, true);
        Assert.Equal(["a", "b", "a", "b", "a", "b"], bench.Calls);
    }

    [Fact]
    public void The_walk_again_after_a_claim_does_not_look_at_the_line()
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        bench.Add("a", 5);
        bench.Add("b", 4, _ => false);
        bench.Set(line, true);
        bench.Set(line, false);
        bench.Answer("a", claimed: true);
        Assert.Equal(["a", "b", "a"], bench.Calls);
    }

    [Fact]
    public void Each_answer_is_awaited_before_the_next_is_called()
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        bench.Add("b", 5);
        bench.Add("a", 5);
        bench.Set(line, true);
        Assert.Equal(["a"], bench.Calls);
        bench.Answer("a", false);
        Assert.Equal(["a", "b"], bench.Calls);
    }

    [Fact]
    public void A_line_that_is_still_high_at_the_end_causes_another_walk_as_a_step_of_its_own()
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        var calls = 0;
        bench.Add("a", 5, context => ++calls < 3 || Lower(line, context, true));
        var again = 0;
        bench.Machine.World.Recorder = new StepCounter(message => again += message is WalkAgain ? 1 : 0);
        bench.Set(line, true);
        Assert.Equal(3, calls);
        Assert.Equal(2, again);
    }

    [Fact]
    public void A_level_that_falls_before_the_walk_begins_is_no_interrupt()
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        bench.Add("a", 5, _ => true);
        bench.Pulse(line);
        Assert.Empty(bench.Calls);
    }

    [Fact]
    public void An_edge_is_an_interrupt_whatever_the_level_does()
    {
        var bench = new InterruptBench(InterruptTrigger.Edge);
        var line = bench.Connect();
        bench.Add("a", 5, _ => true);
        bench.Pulse(line);
        Assert.Equal(["a"], bench.Calls);
        bench.Set(line, true);
        Assert.Equal(["a", "a"], bench.Calls);
    }

    [Fact]
    public void An_edge_that_nobody_claims_is_lost_while_a_level_comes_back()
    {
        var edge = new InterruptBench(InterruptTrigger.Edge);
        var line = edge.Connect();
        edge.Add("a", 5, _ => false);
        edge.Set(line, true);
        Assert.Equal(["a"], edge.Calls);
        Assert.Empty(edge.Machine.Storms);

        var level = new InterruptBench();
        line = level.Connect();
        var calls = 0;
        level.Add("a", 5, context => ++calls == 2 && Lower(line, context, true));
        level.Set(line, true);
        Assert.Equal(["a", "a"], level.Calls);
    }

    [Fact]
    public void An_edge_during_a_walk_causes_another_walk_and_two_edges_cause_one()
    {
        var bench = new InterruptBench(InterruptTrigger.Edge);
        var line = bench.Connect();
        bench.Add("a", 5);
        bench.Pulse(line);
        bench.Pulse(line);
        bench.Pulse(line);
        Assert.Equal(["a"], bench.Calls);
        bench.Answer("a", true);
        Assert.Equal(["a", "a"], bench.Calls);
        bench.Answer("a", true);
        Assert.Equal(["a", "a"], bench.Calls);
    }

    [Fact]
    public void An_edge_without_a_handler_is_lost_while_a_level_waits_for_one()
    {
        var edge = new InterruptBench(InterruptTrigger.Edge);
        edge.Set(edge.Connect(), true);
        edge.Add("a", 5, _ => true);
        Assert.Empty(edge.Calls);

        var level = new InterruptBench();
        var line = level.Connect();
        level.Set(line, true);
        level.Add("a", 5, context => Lower(line, context, true));
        Assert.Equal(["a"], level.Calls);
    }

    [Fact]
    public void A_masked_vector_is_walked_when_it_is_unmasked_if_there_is_still_a_reason()
    {
        foreach (var (edge, fallsFirst, called) in new[] { (false, false, true), (false, true, false), (true, false, true), (true, true, true) })
        {
            var bench = new InterruptBench(edge ? InterruptTrigger.Edge : InterruptTrigger.Level);
            var line = bench.Connect();
            bench.Add("a", 5, context => Lower(line, context, true));
            bench.Mask(true);
            bench.Set(line, true);
            if (fallsFirst)
                bench.Set(line, false);
            Assert.Empty(bench.Calls);
            bench.Mask(false);
            Assert.Equal(called ? ["a"] : None, bench.Calls);
        }
    }

    [Fact]
    public void A_mask_during_a_walk_lets_it_end_and_stops_the_next()
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        bench.Add("a", 5);
        bench.Set(line, true);
        bench.Mask(true);
        bench.Answer("a", true);
        Assert.Equal(["a"], bench.Calls);
        bench.Mask(false);
        Assert.Equal(["a", "a"], bench.Calls);
    }

    [Fact]
    public void The_request_for_another_walk_that_meets_a_mask_is_made_again_at_the_unmasking()
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        bench.Add("a", 5, context => Lower(line, context, true));
        bench.Mask(true);
        bench.Set(line, true);
        bench.Machine.OnCpu(cpu =>
        {
            cpu.Tell(bench.Machine.ControllerRef, new MaskVector(InterruptBench.Vector, false));
            cpu.Tell(bench.Machine.ControllerRef, new MaskVector(InterruptBench.Vector, true));
        });
        bench.Run();
        Assert.Empty(bench.Calls);
        bench.Mask(false);
        Assert.Equal(["a"], bench.Calls);
    }

    [Fact]
    public void Edges_that_come_while_the_last_handler_is_removed_are_lost()
    {
        var bench = new InterruptBench(InterruptTrigger.Edge);
        var line = bench.Connect();
        bench.Add("a", 5);
        bench.Pulse(line);
        bench.Remove("a");
        bench.Pulse(line);
        bench.Answer("a", true);
        bench.Add("b", 5, _ => true);
        Assert.Equal(["a"], bench.Calls);
    }

    [Fact]
    public void Vectors_do_not_wait_for_each_other()
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        var other = bench.Connect(255);
        bench.Add("a", 5);
        bench.Add("b", 5, context => Lower(other, context, true), vector: 255);
        bench.Set(line, true);
        bench.Set(other, true);
        Assert.Equal(["a", "b"], bench.Calls);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(256)]
    public void A_vector_that_does_not_exist_is_refused(int vector) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new InterruptBench().Machine.Controller.Connect(vector, InterruptTrigger.Level));

    [Fact]
    public void A_vector_has_lines_of_one_kind()
    {
        var bench = new InterruptBench(InterruptTrigger.Edge);
        bench.Connect();
        bench.Connect();
        var error = Assert.Throws<ArgumentException>(() => bench.Machine.Controller.Connect(InterruptBench.Vector, InterruptTrigger.Level));
        Assert.Contains("of trigger Edge already", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_without_a_call_is_a_fault()
    {
        var bench = new InterruptBench();
        bench.Machine.World.Tell(bench.Machine.ControllerRef, new InterruptAnswer(InterruptBench.Vector, true));
        Assert.Throws<SimulationFaultException>(() => bench.Machine.World.Run(10));
    }

    private static bool Lower(InterruptLine line, ActorContext context, bool claims)
    {
        line.Set(false, context);
        return claims;
    }

    private sealed class StepCounter(Action<Message> see) : IStepRecorder
    {
        public void OnStep(long step, VirtualTime time, StepId id) => see(id.Message);
    }
}
