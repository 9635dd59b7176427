using DmaActors.Simulation.Hosting;

namespace DmaActors.Hardware.Tests.Interrupts;

/// <summary>An instance that its supervisor stopped: its vectors serve the others.</summary>
public sealed class StoppedInstanceTests
{
    private readonly InterruptBench bench = new();
    private readonly InterruptLine line;

    public StoppedInstanceTests()
    {
        bench.Machine.World.Supervisor = new Stop();
        line = bench.Connect();
    }

    [Fact]
    public void A_walk_goes_on_behind_a_handler_that_threw_and_calls_it_no_more()
    {
        bench.Add("good", 4, context => Lower(context));
        bench.Add("bad", 5, _ => throw new InvalidOperationException("out of paper"));
        bench.Set(line, true);
        Assert.Equal(["bad"], bench.Calls);
        bench.RemoveAllOf("bad");
        Assert.Equal(["bad", "good", "good"], bench.Calls);
        bench.Calls.Clear();
        bench.Set(line, true);
        Assert.Equal(["good"], bench.Calls);
    }

    [Fact]
    public void A_walk_whose_last_handler_threw_ends_and_the_next_interrupt_is_seen()
    {
        bench.Add("bad", 5, _ => throw new InvalidOperationException("out of paper"));
        bench.Set(line, true);
        bench.Set(line, false);
        bench.RemoveAllOf("bad");
        bench.Add("good", 5, context => Lower(context));
        bench.Set(line, true);
        Assert.Equal(["bad", "good"], bench.Calls);
    }

    [Fact]
    public void An_instance_that_stopped_between_two_interrupts_is_not_called()
    {
        bench.Add("good", 4, context => Lower(context));
        bench.Add("bad", 5);
        bench.Throw("bad");
        bench.Set(line, true);
        Assert.Equal(["good"], bench.Calls);
    }

    [Fact]
    public void An_answer_that_comes_after_its_instance_stopped_is_not_taken_for_that_of_the_next()
    {
        bench.Add("last", 3);
        bench.Add("next", 4);
        bench.Add("bad", 5);
        bench.Set(line, true);
        var late = bench.AnswerOf("bad", claimed: true);
        bench.Throw("bad");
        Assert.Equal(["bad", "next"], bench.Calls);
        bench.Machine.World.Tell(bench.Machine.ControllerRef, late);
        bench.Run();
        Assert.Equal(["bad", "next"], bench.Calls);
        bench.Answer("next", claimed: false);
        Assert.Equal(["bad", "next", "last"], bench.Calls);
    }

    [Fact]
    public void A_handler_that_a_stopped_instance_had_asked_to_add_is_not_added()
    {
        bench.Add("bad", 5);
        bench.Throw("bad");
        bench.AddAgain("bad", 5);
        bench.Set(line, true);
        Assert.Empty(bench.Calls);
    }

    [Fact]
    public void A_removed_handler_that_still_runs_when_its_instance_stops_does_not_hold_up_the_walk()
    {
        bench.Add("good", 4, context => Lower(context));
        bench.Add("bad", 5);
        bench.Set(line, true);
        bench.Remove("bad");
        bench.Throw("bad");
        Assert.Equal(["bad", "good", "good"], bench.Calls);
    }

    private bool Lower(ActorContext context)
    {
        var wasHigh = line.IsHigh;
        line.Set(false, context);
        return wasHigh;
    }

    private sealed class Stop : ISupervisor
    {
        public PanicAction OnPanic(ActorRef actor, Panic panic) => PanicAction.Stop;

        public Actor Remake(ActorRef stopped) => throw new InvalidOperationException("Nobody is to be replaced.");

        public void OnReplaced(ActorRef stopped, ActorRef replacement)
        {
        }
    }
}
