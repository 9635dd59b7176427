namespace DmaActors.Hardware.Tests.Interrupts;

/// <summary>Handlers that come and go, also during walks.</summary>
public sealed class HandlerRemovalTests
{
    [Fact]
    public void A_removed_handler_is_not_called_and_its_removal_is_answered_at_once()
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        bench.Add("b", 5, Lowers(line));
        bench.Add("a", 5, _ => false);
        bench.Remove("a");
        Assert.Equal(["a"], bench.Removed);
        bench.Set(line, true);
        Assert.Equal(["b"], bench.Calls);
    }

    [Fact]
    public void The_removal_of_a_handler_that_runs_is_answered_when_it_has_answered()
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        bench.Add("a", 5);
        bench.Set(line, true);
        bench.Remove("a");
        Assert.Empty(bench.Removed);
        bench.Set(line, false);
        Assert.Empty(bench.Removed);
        bench.Answer("a", true);
        Assert.Equal(["a"], bench.Removed);
        bench.Set(line, true);
        Assert.Equal(["a"], bench.Calls);
    }

    [Fact]
    public void During_the_walk_another_handler_is_removed_at_once_whether_it_was_called_or_will_be()
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        bench.Add("d", 2, Lowers(line));
        bench.Add("c", 3, _ => false);
        bench.Add("b", 4);
        bench.Add("a", 5, _ => false);
        bench.Set(line, true);
        bench.Remove("c");
        bench.Remove("a");
        Assert.Equal(["c", "a"], bench.Removed);
        bench.Answer("b", true);
        Assert.Equal(["a", "b", "d", "b"], bench.Calls);
    }

    [Fact]
    public void A_handler_that_is_added_before_the_one_that_runs_neither_shifts_the_walk_nor_joins_it()
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        bench.Add("c", 3, Lowers(line, claims: false));
        bench.Add("b", 4);
        bench.Add("a", 5, _ => false);
        bench.Set(line, true);
        bench.Add("new", 9, _ => false);
        bench.Add("newer", 4, _ => false);
        bench.Remove("b");
        Assert.Empty(bench.Removed);
        bench.Answer("b", false);
        Assert.Equal(["b"], bench.Removed);
        Assert.Equal(["a", "b", "c"], bench.Calls);
        bench.Set(line, true);
        Assert.Equal(["a", "b", "c", "new", "a", "newer", "c"], bench.Calls);
    }

    [Fact]
    public void A_handler_that_is_added_behind_the_one_that_runs_is_called_in_the_same_walk()
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        bench.Add("a", 5);
        bench.Set(line, true);
        bench.Add("b", 4, Lowers(line, claims: false));
        bench.Answer("a", false);
        Assert.Equal(["a", "b"], bench.Calls);
    }

    [Fact]
    public void A_handler_added_while_one_runs_that_is_to_be_removed_waits_for_the_next_walk_and_can_be_removed_itself()
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        bench.Add("a", 5);
        bench.Set(line, true);
        bench.Remove("a");
        bench.Add("b", 5, _ => true);
        bench.Remove("b");
        Assert.Equal(["b"], bench.Removed);
        bench.Add("c", 5, Lowers(line));
        bench.Answer("a", true);
        Assert.Equal(["b", "a"], bench.Removed);
        Assert.Equal(["a", "c"], bench.Calls);
    }

    [Fact]
    public void The_removal_of_a_handler_that_is_not_there_is_answered()
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        bench.Add("a", 5, Lowers(line));
        bench.Remove("a");
        bench.Remove("a");
        Assert.Equal(["a", "a"], bench.Removed);
    }

    [Fact]
    public void The_second_removal_of_a_handler_that_still_runs_waits_for_it_too()
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        bench.Add("a", 5, claims: null);
        bench.Set(line, true);
        bench.Remove("a");
        Assert.Empty(bench.Removed);
        bench.Remove("a");
        Assert.Empty(bench.Removed);
        bench.Answer("a", true);
        Assert.Equal(["a", "a"], bench.Removed);
    }

    [Fact]
    public void With_its_last_handler_gone_a_high_line_waits_for_the_next_one()
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        bench.Add("a", 5);
        bench.Set(line, true);
        bench.Remove("a");
        bench.Answer("a", true);
        Assert.Equal(["a"], bench.Calls);
        bench.Add("b", 5, Lowers(line));
        Assert.Equal(["a", "b"], bench.Calls);
    }

    private static Func<ActorContext, bool> Lowers(InterruptLine line, bool claims = true) => context =>
    {
        line.Set(false, context);
        return claims;
    };
}
