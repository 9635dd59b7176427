using DmaActors.Exploration.Reduction;
using DmaActors.Exploration.Tests.Support;

namespace DmaActors.Exploration.Tests.Reduction;

/// <summary>A panic ends a run while other steps are under way: what they could have done before it is seen, too, by who keeps going.</summary>
public sealed class PanicTests
{
    [Theory]
    [InlineData(false, "[, 1]")]
    [InlineData(true, "[, 1] [other, 1]")]
    public void What_could_have_come_before_a_panic_is_seen_by_who_keeps_going(bool keepGoing, string finalStates)
    {
        var model = new Panicking();
        var exploration = new DporExploration(new DporOptions { KeepGoing = keepGoing, Parts = 1 });

        exploration.Work(model, CancellationToken.None);

        Assert.Equal(finalStates, string.Join(' ', model.FinalStates.Select(state => $"{state}").Order(StringComparer.Ordinal)));
        Assert.NotEmpty(exploration.Result.Violations);
    }

    /// <summary>One actor throws; another one, with which it has nothing to do, works.</summary>
    private sealed class Panicking : CountedModel
    {
        private string done = "";

        protected override string FinalState => done;

        protected override bool IsBad => World.Panic is not null;

        protected override void Arrange()
        {
            done = "";
            World.Tell(Spawn("panicking", (_, _) => throw new InvalidOperationException("it throws")), new Start());
            World.Tell(Spawn("other", (_, _) => done = "other"), new Start());
        }
    }
}
