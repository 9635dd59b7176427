using DmaActors.Lab.Running.Waiting;

namespace DmaActors.Lab.Tests.Running;

public sealed class WaitForGraphTests
{
    [Fact]
    public void Two_contexts_that_hold_what_the_other_wants_are_a_circle()
    {
        var graph = new WaitForGraph([new Wait("disk0/b", "the mutex x, held by disk0/a", "disk0/a"), new Wait("disk0/a", "the mutex y", "disk0/b"), new Wait("disk0/c", "the mutex x, held by disk0/a", "disk0/a")]);

        Assert.Equal(["disk0/a", "disk0/b"], Assert.Single(graph.Circles));
        Assert.Equal("a circle: disk0/a, which waits for disk0/b, which waits for disk0/a", graph.Lines.Last());
        Assert.Equal("disk0/c waits for the mutex x, held by disk0/a", graph.Lines.ElementAt(2));
    }

    [Fact]
    public void A_context_that_waits_for_itself_is_a_circle_of_one()
    {
        Assert.Equal(["disk0/a"], Assert.Single(new WaitForGraph([new Wait("disk0/a", "the mutex x, held by disk0/a", "disk0/a")]).Circles));
    }

    [Fact]
    public void A_chain_that_ends_at_somebody_who_waits_for_no_holder_is_no_circle()
    {
        var graph = new WaitForGraph([new Wait("a", "the mutex x", "b"), new Wait("b", "a signal", Waker: "only disk0 can signal it")]);

        Assert.Empty(graph.Circles);
        Assert.Equal("b waits for a signal; only disk0 can signal it", graph.Lines.Last());
    }

    [Fact]
    public void Circles_apart_are_told_apart()
    {
        var graph = new WaitForGraph([new Wait("a", "x", "b"), new Wait("b", "y", "a"), new Wait("c", "z", "d"), new Wait("d", "w", "e"), new Wait("e", "v", "c")]);

        Assert.Equal(["a b", "c d e"], graph.Circles.Select(circle => string.Join(' ', circle)));
    }
}
