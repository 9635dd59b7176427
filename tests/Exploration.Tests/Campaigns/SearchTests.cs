using DmaActors.Exploration.Campaigns;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Campaigns;

public sealed class SearchTests
{
    private readonly LostUpdateModel model = new();

    [Fact]
    public void A_random_schedule_depends_on_seed_and_number_alone()
    {
        var (first, again, other) = (Digests(RandomSearch.Uniform(7), 100), Digests(RandomSearch.Uniform(7), 100), Digests(RandomSearch.Uniform(8), 100));

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.True(first.Distinct().Count() > 10, "the schedules are of many kinds");
    }

    [Fact]
    public void Pct_schedules_depend_on_seed_and_number_alone()
    {
        var (first, again) = (Digests(RandomSearch.Pct(7, 3, 8), 100), Digests(RandomSearch.Pct(7, 3, 8), 100));

        Assert.Equal(first, again);
        Assert.True(first.Distinct().Count() > 5, "the schedules are of many kinds");
    }

    [Theory]
    [InlineData("random")]
    [InlineData("pct")]
    [InlineData("postpone")]
    public void Every_strategy_finds_the_lost_update(string strategy)
    {
        ISearch search = strategy switch
        {
            "random" => RandomSearch.Uniform(1),
            "pct" => RandomSearch.Pct(1, 2, 8),
            _ => new PostponeSearch(1, ChoicesOfDefault()),
        };

        Assert.NotNull(FirstViolation(search, 200));
    }

    [Fact]
    public void Postponing_runs_one_message_at_each_choice_and_then_every_pair()
    {
        var choices = ChoicesOfDefault();
        var positions = new List<string>();
        var search = new PostponeSearch(2, choices);
        while (search.Next() is { } piece)
        {
            while (piece.NextSchedule() is { } strategy)
            {
                Run(strategy);
                positions.Add(strategy.Description);
            }
        }

        Assert.True(choices > 2);
        Assert.Equal(Enumerable.Range(0, choices).Select(i => $"postpone(at {i})"), positions.Take(choices));
        Assert.Equal("postpone(at 0, 0)", positions[choices]);
        Assert.Equal("postpone(at 0, 1)", positions[choices + 1]);
        Assert.Equal(positions.Count, positions.Distinct().Count());
        Assert.True(search.CoversItsSpace);
    }

    [Fact]
    public void What_is_put_off_comes_when_nothing_else_can_happen()
    {
        // The first message of the default order is client1's; put off, all that client2 does comes before it.
        var search = new PostponeSearch(1, ChoicesOfDefault());
        var recorder = new Receivers();
        var strategy = search.Next()!.NextSchedule()!;
        model.Begin(strategy);
        model.World.Recorder = recorder;
        model.World.Run();
        model.World.Recorder = null;

        var first = recorder.Names.IndexOf("client1");
        Assert.Equal(recorder.Names.LastIndexOf("client2") + 2, first);
        Assert.Null(model.Judge());
    }

    private int ChoicesOfDefault()
    {
        var strategy = new Exploration.Strategies.PostponeStrategy();
        Run(strategy);
        return strategy.Choices;
    }

    private void Run(IStrategy strategy)
    {
        model.Begin(strategy);
        model.World.Run(model.StepBound);
    }

    private List<ulong> Digests(ISearch search, int schedules)
    {
        var digests = new List<ulong>();
        while (digests.Count < schedules)
        {
            var piece = search.Next()!;
            while (digests.Count < schedules && piece.NextSchedule() is { } strategy)
            {
                Run(strategy);
                digests.Add(model.World.Digest.Value);
            }
        }

        return digests;
    }

    private Violation? FirstViolation(ISearch search, int most)
    {
        while (most > 0 && search.Next() is { } piece)
        {
            while (most-- > 0 && piece.NextSchedule() is { } strategy)
            {
                Run(strategy);
                if (model.Judge() is { } violation)
                    return violation;
            }
        }

        return null;
    }

    private sealed class Receivers : IStepRecorder
    {
        public List<string> Names { get; } = [];

        public void OnStep(long step, VirtualTime time, StepId id) => Names.Add(id.Receiver);
    }
}
