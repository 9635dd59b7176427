using DmaActors.Exploration.Replay;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Replay;

public class ReplayDivergenceTests
{
    private static readonly ChoicePoint Size = new("size");

    [Fact]
    public void A_tape_is_at_its_end_where_a_run_asks_one_question_more()
    {
        var replay = new ReplayStrategy([new Choice(ChoiceKind.Value, 3, 2, Size.Point)]);
        replay.Begin();
        Assert.Equal(2, replay.NextValue(Size, 3, 0));
        var diverged = Assert.Throws<ReplayDivergedException>(() => replay.NextValue(Size, 3, 0));
        Assert.Equal((2, "no further choice"), (diverged.Choice, diverged.Expected));
    }

    [Fact]
    public void A_question_with_other_options_is_another_question()
    {
        var replay = new ReplayStrategy([new Choice(ChoiceKind.Value, 3, 2, Size.Point)]);
        replay.Begin();
        Assert.Throws<ReplayDivergedException>(() => replay.NextValue(Size, 4, 0));
    }
}
