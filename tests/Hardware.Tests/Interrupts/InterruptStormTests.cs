namespace DmaActors.Hardware.Tests.Interrupts;

/// <summary>Interrupts that do not end.</summary>
public sealed class InterruptStormTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_line_that_stays_high_is_a_storm_after_so_many_walks_and_the_vector_stays_masked(bool claims)
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        bench.Add("a", 5, _ => claims);
        bench.Set(line, true);
        Assert.Equal((InterruptBench.Vector, claims), Assert.Single(bench.Machine.Storms));
        Assert.Equal(InterruptController.StormWalks, bench.Calls.Count);
        bench.Set(line, false);
        bench.Set(line, true);
        Assert.Equal(InterruptController.StormWalks, bench.Calls.Count);
    }

    [Fact]
    public void Two_handlers_of_which_one_always_claims_are_a_storm_though_the_line_is_low()
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        bench.Add("b", 5, context =>
        {
            line.Set(false, context);
            return true;
        });
        bench.Add("a", 5, _ => false);
        bench.Set(line, true);
        Assert.Equal((InterruptBench.Vector, true), Assert.Single(bench.Machine.Storms));
        Assert.Equal(2 * InterruptController.StormWalks, bench.Calls.Count);
    }

    [Fact]
    public void Claims_now_and_then_do_not_hide_a_storm()
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        var calls = 0;
        bench.Add("a", 5, _ => ++calls % 3 == 0);
        bench.Set(line, true);
        Assert.Equal((InterruptBench.Vector, true), Assert.Single(bench.Machine.Storms));
    }

    [Theory]
    [InlineData(InterruptController.StormWalks, 0)]
    [InlineData(InterruptController.StormWalks + 1, 1)]
    public void The_walk_that_ends_the_interrupt_just_in_time_is_no_storm(int walks, int storms)
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        var calls = 0;
        bench.Add("a", 5, context =>
        {
            if (++calls == walks)
                line.Set(false, context);
            return true;
        });
        bench.Set(line, true);
        Assert.Equal(storms, bench.Machine.Storms.Count);
        Assert.Equal(Math.Min(walks, InterruptController.StormWalks), calls);
    }

    [Fact]
    public void Interrupts_that_end_are_no_storm_however_many_there_are()
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        bench.Add("a", 5, context =>
        {
            line.Set(false, context);
            return true;
        });
        for (var i = 0; i < InterruptController.StormWalks + 10; i++)
            bench.Set(line, true);
        Assert.Empty(bench.Machine.Storms);
        Assert.Equal(InterruptController.StormWalks + 10, bench.Calls.Count);
    }

    [Fact]
    public void Interrupts_that_end_at_the_second_walk_are_no_storm_however_many_there_are()
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        var calls = 0;
        bench.Add("a", 5, context =>
        {
            if (++calls % 2 == 0)
                line.Set(false, context);
            return true;
        });
        for (var i = 0; i < InterruptController.StormWalks + 10; i++)
            bench.Set(line, true);
        Assert.Empty(bench.Machine.Storms);
        Assert.Equal(2 * (InterruptController.StormWalks + 10), calls);
    }

    [Fact]
    public void A_busy_shared_vector_whose_wire_never_falls_is_no_storm()
    {
        var bench = new InterruptBench();
        var lines = new[] { bench.Connect(), bench.Connect() };
        var served = 0;
        bench.Add("a", 5, context =>
        {
            // The other device has work before this one is served.
            served++;
            if (served < 3 * InterruptController.StormWalks)
                lines[served % 2].Set(true, context);
            lines[(served + 1) % 2].Set(false, context);
            return true;
        });
        bench.Set(lines[0], true);
        Assert.Equal(3 * InterruptController.StormWalks, served);
        Assert.Empty(bench.Machine.Storms);
    }

    [Fact]
    public void After_a_storm_an_unmasked_vector_works_and_can_storm_again()
    {
        var bench = new InterruptBench();
        var line = bench.Connect();
        var sane = false;
        bench.Add("a", 5, context =>
        {
            if (sane)
                line.Set(false, context);
            return sane;
        });
        bench.Set(line, true);
        Assert.Single(bench.Machine.Storms);
        bench.Mask(false);
        Assert.Equal(2, bench.Machine.Storms.Count);
        Assert.Equal(2 * InterruptController.StormWalks, bench.Calls.Count);
        sane = true;
        bench.Mask(false);
        bench.Set(line, true);
        Assert.Equal(2, bench.Machine.Storms.Count);
        Assert.Equal((2 * InterruptController.StormWalks) + 2, bench.Calls.Count);
    }
}
