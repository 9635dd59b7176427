using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation.Tests.Contexts;

public class FreeStackTests
{
    [Fact]
    public void An_empty_stack_has_nothing_to_give() => Assert.Null(new FreeStack<object>().Pop());

    [Fact]
    public void What_it_gives_is_what_a_plain_stack_would_give()
    {
        var random = new Xoshiro(1);
        var stack = new FreeStack<object>();
        var model = new Stack<object>();
        var taken = new List<object>();
        for (var step = 0; step < 10_000; step++)
        {
            if (random.Below(2) == 0)
            {
                var given = stack.Pop();
                Assert.Same(model.Count == 0 ? null : model.Pop(), given);
                if (given is not null)
                    taken.Add(given);
            }
            else
            {
                // One that was taken before, wherever it stood, or a new one.
                var item = taken.Count == 0 ? new object() : taken[random.Below(taken.Count)];
                taken.Remove(item);
                stack.Push(item);
                model.Push(item);
            }
        }
    }
}
