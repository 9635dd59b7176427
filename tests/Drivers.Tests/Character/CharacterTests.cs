using DmaActors.Drivers.Tests.Manual;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Drivers.Tests.Character;

/// <summary>Reads and writes straight to the buffers of users, whose pages the system moves unless they are locked.</summary>
public sealed class CharacterTests
{
    [Theory]
    [InlineData("samples/character", 3)]
    public void With_physio_nothing_moves_and_all_data_are_right(string name, int seeds)
    {
        var scenario = Load(name);
        for (var seed = 1UL; seed <= (ulong)seeds; seed++)
        {
            var report = Rig.Run(scenario, seed);
            Assert.True(report is { Verdict: Verdict.Passed, BytesMoved: > 1_000_000 }, report.Tell());
        }
    }

    [Fact]
    public void Without_a_lock_the_buffer_is_bound_where_it_can_move_and_the_data_are_wrong()
    {
        var report = Rig.Run(Load("samples/character-unlocked"));
        Assert.True(report.Verdict == Verdict.Failed && report.BreaksOnly("DMA006") && report.Difference is not null, report.Tell());
    }

    [Fact]
    public void Pages_that_a_driver_forgets_to_unlock_are_found_when_it_is_detached_and_the_data_are_right()
    {
        var report = Rig.Run(Load("bugs/leaked-pages"));
        Assert.True(report is { Verdict: Verdict.Failed, Difference: null, Failed: 0 } && report.BreaksOnly("DMA030"), report.Tell());
        Assert.Contains("user buffer(s) locked (ddi_umem_unlock)", Assert.Single(report.Findings).Text, StringComparison.Ordinal);
    }

    private static Scenario Load(string name)
    {
        var files = ScenarioFiles.Locate();
        var (path, _) = files.Find(name);
        Assert.NotNull(path);
        var load = ScenarioLoader.Load(path, Rig.Catalog, new ScenarioLoadOptions { Files = files });
        Assert.True(load.Errors.Count == 0, string.Join("\n", load.Errors));
        return load.Scenario!;
    }
}
