using DmaActors.Lab.Exploring;

namespace DmaActors.Verifier.Tests.Contexts;

/// <summary>State that no rule can watch: an exploration names it, and takes no two steps of its instance for independent.</summary>
public sealed class UnobservedStateTests
{
    [Theory]
    [InlineData("plain", null)]
    [InlineData("remembers", "Remembers.Recent (what is in it)")]
    public void Dpor_names_soft_state_whose_inside_it_cannot_see(string driver, string? member)
    {
        var report = Explore(driver, StrategyKind.Dpor, schedules: 5);

        Assert.Equal(member is null ? [] : [new WholeInstance(driver, member)], report.WholeInstances!);
    }

    [Fact]
    public void And_so_there_are_more_classes_of_orders() => Assert.True(Explore("remembers", StrategyKind.Dpor, 20_000).Campaign.Classes > Explore("plain", StrategyKind.Dpor, 20_000).Campaign.Classes);

    [Fact]
    public void Where_nothing_depends_on_it_nothing_is_named() => Assert.Null(Explore("remembers", StrategyKind.Random, schedules: 5).WholeInstances);

    private static ExploreReport Explore(string driver, StrategyKind strategy, long schedules) =>
        new Shape { Driver = driver, Requests = 1, Sizes = ["512B"], Mode = "untimed" }.Explore(new ExploreOptions { Strategy = strategy, Schedules = schedules, Diagnose = false });
}

/// <summary>Keeps what it was given in a list. That the list is there is soft state, and what is in it is not.</summary>
[Driver("remembers", "soft state that nobody observes")]
public sealed partial class Remembers(DevInfo dip) : PlainDriver(dip)
{
    [SoftState]
    private partial List<uint>? Recent { get; set; }

    protected override DdiTask InStrategy(Buf bp)
    {
        (Recent ??= []).Add(bp.ByteCount);
        return DdiTask.Completed;
    }
}
