using DmaActors.Lab.Machines;
using DmaActors.Lab.Tests.Scenarios;

namespace DmaActors.Lab.Tests.Machines;

/// <summary>How much of a cookie the machine of a scenario moves in one turn.</summary>
public sealed class BusTimingTests
{
    [Theory]
    [InlineData("timed", false)]
    [InlineData("untimed", true)]
    public void Without_time_each_cookie_moves_in_two_turns_so_that_something_can_fall_between_them_in_the_smallest_request(string mode, bool halves)
    {
        using var directory = new ScenarioDirectory();
        var scenario = directory.LoadGood(ScenarioDirectory.Good + $"mode: {mode}\nbus: {{ grant: 512B }}\n");
        var timing = new Machine(scenario, RealCatalog.Instance).Bus.Timing;
        Assert.Equal((halves, 512), (timing.GrantHalves, timing.GrantBytes));
    }
}
