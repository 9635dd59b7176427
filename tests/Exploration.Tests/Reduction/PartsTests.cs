using DmaActors.Exploration.Reduction;
using DmaActors.Exploration.Tests.Reduction.Models;
using DmaActors.Exploration.Tests.Support;

namespace DmaActors.Exploration.Tests.Reduction;

public class PartsTests
{
    public static TheoryData<string> Names => [.. Models.Keys];

    private static Dictionary<string, Func<CountedModel>> Models => new()
    {
        ["fan-in"] = () => new FanIn(3, 3, started: true),
        ["last zero"] = () => new LastZeroObjects(7),
        ["callback race"] = () => new CallbackRace(2, 2, lostWakeup: true),
        ["full machine"] = () => new FullMachine(2, 2) { Lanes = true, DoneTouchesNothing = true },
        ["full machine, symmetric"] = () => new FullMachine(3, 1) { Lanes = true, DoneTouchesNothing = true, Symmetric = true },
        ["straight lines"] = () => new StraightLine("rx wx / rx wx / rx wx"),
        ["random, with values"] = () => new RandomActors(4),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void The_parts_of_a_space_have_its_traces_each_once(string name)
    {
        var whole = Counts.Reduced(Models[name]());
        foreach (var parts in new[] { 4, 32, 200 })
        {
            var split = Counts.Reduced(Models[name](), parts);
            Assert.True(whole.Traces.SetEquals(split.Traces), $"{parts} parts");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_found_does_not_depend_on_the_number_of_workers(string name)
    {
        foreach (var options in new[] { new DporOptions { WholeUpTo = 0, Parts = 32 }, new DporOptions { WholeUpTo = 0, Parts = 32, KeepGoing = true }, new DporOptions { WholeUpTo = 0, Parts = 32, Schedules = 50 }, new DporOptions { WholeUpTo = 0, Parts = 32, KeepGoing = true, Schedules = 77 } })
        {
            var alone = Explore(name, options, workers: 1);
            var together = Explore(name, options, workers: 3);
            Assert.Equal(alone with { Violations = [], Races = [] }, together with { Violations = [], Races = [] });
            Assert.Equal(alone.Races, together.Races);
            Assert.Equal(alone.Violations.Select(found => (found.Schedule, found.Violation)), together.Violations.Select(found => (found.Schedule, found.Violation)));
            Assert.True(alone.Schedules <= options.Schedules);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_exploration_that_is_ended_and_goes_on_finds_what_one_finds_that_is_not(string name)
    {
        foreach (var options in new[] { new DporOptions { WholeUpTo = 0, Parts = 32 }, new DporOptions { WholeUpTo = 0, Parts = 32, KeepGoing = true }, new DporOptions { WholeUpTo = 0, Parts = 32, KeepGoing = true, Schedules = 77 }, new DporOptions { WholeUpTo = 0, KeepGoing = true, Parts = 4 } })
        {
            var whole = Explore(name, options, workers: 1);
            foreach (var atOnce in new[] { 1, 7, 40 })
            {
                var (done, taken) = ExploreInPieces(name, options, atOnce);

                Assert.Equal(whole with { Violations = [], Races = [] }, done with { Violations = [], Races = [] });
                Assert.Equal(whole.Races, done.Races);
                Assert.Equal(whole.Violations.Select(found => (found.Schedule, found.Violation, found.Digest)), done.Violations.Select(found => (found.Schedule, found.Violation, found.Digest)));
                Assert.True(taken > 1 || atOnce > 1 || options is not { KeepGoing: true, Schedules: long.MaxValue, Parts: 32 }, "it was never ended");
            }
        }
    }

    [Fact]
    public void What_is_done_is_not_done_again_and_counts_as_progress()
    {
        var before = new DporExploration(new DporOptions { WholeUpTo = 0 });
        before.Work(new LastZeroObjects(7), CancellationToken.None);
        var taken = 0;

        var after = new DporExploration(new DporOptions { WholeUpTo = 0, Done = before.Done, OnTrace = _ => taken++ });
        after.Work(new LastZeroObjects(7), CancellationToken.None);

        Assert.Equal(0, taken);
        Assert.Equal(before.Result with { Violations = [], Races = [] }, after.Result with { Violations = [], Races = [] });
        Assert.True(after.Result.IsExhaustive);
        Assert.Equal((before.Result.Schedules, before.Result.Classes), (after.Schedules + (before.Result.Schedules - before.Done.Sum(part => part.Schedules)), after.Classes));
    }

    [Fact]
    public void A_small_space_is_not_split_and_a_larger_one_has_its_classes_all_the_same()
    {
        var (small, large) = (new DporOptions { KeepGoing = true, WholeUpTo = 1_000 }, new DporOptions { KeepGoing = true, WholeUpTo = 10 });
        foreach (var workers in new[] { 1, 3 })
        {
            var whole = Explore("callback race", small with { Parts = 1 }, workers);
            Assert.InRange(whole.Schedules, 11, 1_000);
            Assert.Equal(whole with { Violations = [], Races = [] }, Explore("callback race", small, workers) with { Violations = [], Races = [] });
            var split = Explore("callback race", large, workers);
            Assert.Equal((whole.Classes, true), (split.Classes, split.IsExhaustive));
            Assert.True(split.Blocked > whole.Blocked, "it was not split");
        }
    }

    [Theory]
    [InlineData(20)]
    [InlineData(60)]
    public void A_bound_on_schedules_holds_whether_the_space_is_split_or_not(int schedules)
    {
        foreach (var wholeUpTo in new[] { 0, 10, 1_000 })
        {
            var result = Explore("callback race", new DporOptions { KeepGoing = true, Parts = 2, WholeUpTo = wholeUpTo, Schedules = schedules }, workers: 2);
            Assert.Equal((schedules, false), (result.Schedules, result.IsExhaustive));
        }
    }

    [Fact]
    public void Which_steps_race_is_counted_without_the_numbers_of_contexts_and_whichever_came_first()
    {
        var races = Explore("straight lines", new DporOptions(), workers: 1).Races;
        Assert.All(races, race => Assert.True(string.CompareOrdinal(race.One.ToString(), race.Other.ToString()) <= 0));
        Assert.Equal(races.OrderByDescending(race => race.Count).Select(race => race.Count), races.Select(race => race.Count));
        Assert.Equal(races.Count, races.Select(race => (race.One, race.Other)).Distinct().Count());

        races = Explore("callback race", new DporOptions { KeepGoing = true }, workers: 1).Races;
        Assert.Contains(races, race => race.One.Receiver == race.Other.Receiver);
    }

    [Fact]
    public void Progress_counts_every_schedule_and_not_only_whole_parts()
    {
        var seen = new List<(long Schedules, long Classes)>();
        DporExploration? exploration = null;
        exploration = new DporExploration(new DporOptions { Parts = 1, OnTrace = _ => seen.Add((exploration!.Schedules, exploration.Classes)) });
        exploration.Work(new LastZeroObjects(7), CancellationToken.None);
        Assert.Equal(exploration.Result.Classes, seen.Count);
        Assert.Equal(Enumerable.Range(1, seen.Count).Select(number => (long)number), seen.Select(now => now.Classes));
        Assert.Equal(exploration.Result.Schedules, exploration.Schedules);
    }

    [Fact]
    public void Schedules_of_a_space_that_is_too_large_to_be_one_part_count_once()
    {
        var exploration = new DporExploration(new DporOptions { WholeUpTo = 10 });
        exploration.Work(new LastZeroObjects(7), CancellationToken.None);
        Assert.True(exploration.Result.IsExhaustive);
        Assert.Equal(exploration.Result.Classes, exploration.Classes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void Whoever_goes_on_and_is_stopped_at_once_loses_nothing_of_what_was_done(int wholeUpTo)
    {
        var before = new DporExploration(new DporOptions { WholeUpTo = wholeUpTo });
        before.Work(new LastZeroObjects(7), CancellationToken.None);
        var after = new DporExploration(new DporOptions { WholeUpTo = wholeUpTo, Done = before.Done });
        after.Work(new LastZeroObjects(7), new CancellationToken(canceled: true));
        Assert.NotEmpty(before.Done);
        Assert.Equal(before.Done.Select(part => (part.Part, part.Classes, part.Schedules)), after.Done.Select(part => (part.Part, part.Classes, part.Schedules)));
    }

    [Fact]
    public void An_exploration_that_is_stopped_says_that_it_is_not_exhaustive()
    {
        using var stop = new CancellationTokenSource();
        var model = new CallbackRace(2, 2, lostWakeup: false);
        var exploration = new DporExploration(new DporOptions { WholeUpTo = 0, OnTrace = _ => stop.Cancel() });
        exploration.Work(model, stop.Token);
        Assert.False(exploration.Result.IsExhaustive);
        Assert.Equal(1, exploration.Result.Classes);
    }

    [Fact]
    public void Without_keeping_going_the_first_violation_ends_it()
    {
        var result = Explore("callback race", new DporOptions(), workers: 1);
        var found = Assert.Single(result.Violations);
        Assert.Equal(result.Schedules, found.Schedule);
        Assert.False(result.IsExhaustive);
    }

    /// <summary>Explores so many classes and what it takes to end the part of the last one, then goes on with what is done, and so on until nothing is left or a bound is reached.</summary>
    private static (DporResult Result, int Explorations) ExploreInPieces(string name, DporOptions options, int classes)
    {
        IReadOnlyList<DonePart> done = [];
        for (var explorations = 1; ; explorations++)
        {
            using var stop = new CancellationTokenSource();
            var before = done.Count;
            var seen = 0;
            DporExploration? exploration = null;
            exploration = new DporExploration(options with { Done = done, OnTrace = _ => StopIf(++seen >= classes && exploration!.Done.Count > before) });
            exploration.Work(Models[name](), stop.Token);
            if (!stop.IsCancellationRequested)
                return (exploration.Result, explorations);
            done = exploration.Done;

            void StopIf(bool isTime)
            {
                if (isTime)
                    stop.Cancel();
            }
        }
    }

    private static DporResult Explore(string name, DporOptions options, int workers)
    {
        var exploration = new DporExploration(options);
        var threads = new Thread[workers];
        for (var worker = 0; worker < workers; worker++)
        {
            threads[worker] = new Thread(() => exploration.Work(Models[name](), CancellationToken.None));
            threads[worker].Start();
        }

        foreach (var thread in threads)
            thread.Join();
        return exploration.Result;
    }
}
