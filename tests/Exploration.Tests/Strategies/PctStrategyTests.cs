using DmaActors.Exploration.Strategies;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Strategies;

public sealed class PctStrategyTests
{
    [Fact]
    public void At_depth_one_a_chain_runs_to_its_end_before_another_begins()
    {
        // Without a drop the priorities stay: whoever is first keeps the lead, so no update is ever lost.
        var model = new LostUpdateModel();
        var strategy = new PctStrategy(depth: 1, choices: 8);
        for (ulong seed = 0; seed < 200; seed++)
        {
            strategy.Seed = seed;
            model.Begin(strategy);
            model.World.Run();
            Assert.Null(model.Judge());
        }
    }

    [Fact]
    public void At_depth_two_the_lost_update_is_met_at_least_as_often_as_the_bound_says()
    {
        var model = new LostUpdateModel();
        var strategy = new PctStrategy(depth: 2, choices: 8);
        var (hits, chains) = (0, 0);
        const int Runs = 2_000;
        for (ulong seed = 0; seed < Runs; seed++)
        {
            strategy.Seed = seed;
            model.Begin(strategy);
            model.World.Run();
            hits += model.Judge() is null ? 0 : 1;
            chains = Math.Max(chains, strategy.Chains);
        }

        // 1 / (w^2 k): the chance to be below by a third in 2,000 runs is under one in a million.
        var bound = Runs / (double)(chains * chains * 8);
        Assert.True(hits >= bound * 2 / 3, $"{hits} hits of {Runs}, {chains} chains, where the bound says {bound}");
    }

    [Fact]
    public void Equal_seeds_give_equal_runs_also_after_others()
    {
        var model = new LostUpdateModel();
        var strategy = new PctStrategy(depth: 3, choices: 8) { Seed = 5 };
        var digests = new List<ulong>();
        foreach (ulong seed in new ulong[] { 5, 6, 5 })
        {
            strategy.Seed = seed;
            model.Begin(strategy);
            model.World.Run();
            digests.Add(model.World.Digest.Value);
        }

        Assert.Equal(digests[0], digests[2]);
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(1, 0)]
    public void A_depth_or_length_of_nothing_is_refused(int depth, long choices) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PctStrategy(depth, choices));
}
