using DmaActors.Devices;
using DmaActors.Drivers.Block;
using DmaActors.Lab.Exploring;

namespace DmaActors.Testing.Tests;

public sealed class ScenarioTestTests : IDisposable
{
    private readonly string outDirectory = Directory.CreateTempSubdirectory("dmasim-testing-").FullName;
    private readonly ScenarioTest test;

    public ScenarioTestTests() => test = Test(new ExploreOptions { Strategy = StrategyKind.Pct, Schedules = 200 });

    public void Dispose() => Directory.Delete(outDirectory, recursive: true);

    [Fact]
    public void A_corrected_driver_holds() => test.Holds("manual/9-1-corrected");

    [Fact]
    public void A_driver_as_published_fails_by_its_rule() => test.Fails("manual/9-1", "DMA010");

    [Fact]
    public void A_scenario_that_should_hold_and_does_not_says_why_and_leaves_a_trace_and_a_page()
    {
        var thrown = Assert.Throws<ScenarioTestException>(() => test.Holds("manual/9-1"));

        Assert.Equal("DMA010", thrown.Violation!.Counterexample.Violation.Rule);
        Assert.True(File.Exists(thrown.Violation.TracePath));
        Assert.Contains($"dmasim replay {thrown.Violation.TracePath}", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("DMA010", thrown.Message, StringComparison.Ordinal);
        Assert.Matches("Why: .*callback.* saw Busy = true", thrown.Message);
        var page = thrown.Message[(thrown.Message.IndexOf("Report: ", StringComparison.Ordinal) + "Report: ".Length)..].Trim();
        Assert.Contains("DMA010", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void A_scenario_that_should_fail_and_holds_says_how_far_it_was_tried()
    {
        var thrown = Assert.Throws<ScenarioTestException>(() => test.Fails("manual/9-1-corrected", "DMA010"));

        Assert.Contains("holds in 200 schedules of pct", thrown.Message, StringComparison.Ordinal);
        Assert.Null(thrown.Violation);
    }

    [Fact]
    public void A_scenario_that_fails_by_another_rule_says_by_which()
    {
        var thrown = Assert.Throws<ScenarioTestException>(() => test.Fails("manual/9-1", "DMA020"));

        Assert.Contains("should fail by DMA020, and fails by DMA010", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scenario_that_cannot_be_read_says_what_would_be_right()
    {
        Assert.Contains("manual/9-1", Assert.Throws<ScenarioTestException>(() => test.Holds("manual/9-11")).Message, StringComparison.Ordinal);
        var withoutDrivers = new ScenarioTest { OutDirectory = outDirectory };
        Assert.Contains("driver", Assert.Throws<ScenarioTestException>(() => withoutDrivers.Holds("manual/9-1")).Message, StringComparison.Ordinal);
    }

    private ScenarioTest Test(ExploreOptions explore) => new(typeof(SgBlock).Assembly, typeof(SgDisk).Assembly) { Explore = explore, OutDirectory = outDirectory };
}
