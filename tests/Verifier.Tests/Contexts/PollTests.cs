using System.ComponentModel;
using DmaActors.Lab.Exploring;

namespace DmaActors.Verifier.Tests.Contexts;

/// <summary>A context that polls a register is asked to wait for what could change it: how often it would have looked meanwhile is no order of its own.</summary>
public sealed class PollTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(1_000)]
    public void How_often_a_driver_would_look_makes_no_more_classes(int most)
    {
        var report = Explore(most);
        Assert.True(report.Campaign.Exhaustive, $"{report.Campaign.Classes} classes, not all");
        Assert.Equal(Explore(3).Campaign.Classes, report.Campaign.Classes);
    }

    private static ExploreReport Explore(int most) =>
        new Shape { Driver = "polls", DriverSettings = $"most: {most}", Requests = 2, Sizes = ["512B"], Buffers = "page", Mode = "untimed" }
            .Explore(new ExploreOptions { Strategy = StrategyKind.Dpor, Schedules = 20_000, Diagnose = false });
}

/// <summary>How often it looks.</summary>
public sealed class PollsSettings
{
    [Description("How often, at most.")]
    public int Most { get; set; }
}

/// <summary>Looks whether the device is still at the request before, and gives up in the end.</summary>
[Driver("polls", "asks the device again and again", Settings = typeof(PollsSettings))]
public sealed class Polls(DevInfo dip, PollsSettings settings) : PlainDriver(dip)
{
    protected override async DdiTask InStrategy(Buf bp)
    {
        for (var looks = 0; looks < settings.Most && (await Regs!.Get8(Csr.Offset) & Csr.Start) != 0; looks++)
        {
        }
    }
}
