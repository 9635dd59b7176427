using DmaActors.Exploration.Reduction;
using DmaActors.Exploration.Tests.Reduction.Models;
using DmaActors.Exploration.Tests.Support;

namespace DmaActors.Exploration.Tests.Reduction;

/// <summary>
/// Runs that end because all that follows is known cost time and find nothing. How many there are depends on which step a race makes wanted, and whether one is wanted at all where one that
/// would do is. No trace is lost if that is done badly, so the numbers of traces do not show it.
/// </summary>
public sealed class BlockedRunTests
{
    public static TheoryData<string, long> Most => new()
    {
        { "callback race", 0 },
        { "full machine", 0 },
        { "last zero", 473 },
        { "random 101", 22 },
        { "random 125", 136 },
        { "random 132", 19 },
    };

    [Theory]
    [MemberData(nameof(Most))]
    public void No_more_runs_than_so_many_end_asleep(string name, long most)
    {
        var exploration = new DporExploration(new DporOptions { KeepGoing = true, Parts = 1 });

        exploration.Work(Model(name), CancellationToken.None);

        Assert.True(exploration.Result.IsExhaustive);
        Assert.InRange(exploration.Result.Blocked, 0, most);
    }

    private static CountedModel Model(string name) => name switch
    {
        "callback race" => new CallbackRace(2, 2, lostWakeup: true),
        "full machine" => new FullMachine(2, 1) { Lanes = true, DoneTouchesNothing = true },
        "last zero" => new LastZeroObjects(7),
        _ => new RandomActors(ulong.Parse(name.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)),
    };
}
