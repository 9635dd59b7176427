using DmaActors.Exploration.Tests.Reduction.Models;
using DmaActors.Exploration.Tests.Support;

namespace DmaActors.Exploration.Tests.Reduction;

/// <summary>
/// Small models with numbers of traces, final states and bad traces that were computed in several other ways: closed forms, dynamic programming over states, enumeration. Each complete run is
/// another trace; one more or one less is a defect of the explorer.
/// </summary>
public class OracleCountTests
{
    [Theory]
    [InlineData(false, 2, 1, 2, 2)]
    [InlineData(false, 2, 2, 6, 2)]
    [InlineData(false, 2, 3, 20, 2)]
    [InlineData(false, 3, 1, 6, 3)]
    [InlineData(false, 3, 2, 90, 3)]
    [InlineData(false, 3, 3, 1_680, 3)]
    [InlineData(false, 4, 1, 24, 4)]
    [InlineData(false, 4, 2, 2_520, 4)]
    [InlineData(true, 2, 1, 2, 2)]
    [InlineData(true, 2, 2, 6, 2)]
    [InlineData(true, 2, 3, 20, 2)]
    [InlineData(true, 3, 1, 6, 3)]
    [InlineData(true, 3, 2, 90, 3)]
    [InlineData(true, 3, 3, 1_680, 3)]
    [InlineData(true, 4, 1, 24, 4)]
    [InlineData(true, 4, 2, 2_520, 4)]
    public void Fan_in(bool started, int senders, int messages, int traces, int finals) => Holds(new FanIn(senders, messages, started), traces, finals);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 6)]
    [InlineData(4, 24)]
    [InlineData(5, 120)]
    [InlineData(6, 720)]
    public void Fork_and_join(int workers, int traces) => Holds(new ForkJoin(workers), traces, 1);

    [Theory]
    [InlineData(1, 1, 2, 2)]
    [InlineData(2, 1, 4, 4)]
    [InlineData(3, 1, 8, 8)]
    [InlineData(4, 1, 16, 16)]
    [InlineData(6, 1, 64, 64)]
    [InlineData(1, 2, 6, 6)]
    [InlineData(2, 2, 18, 18)]
    [InlineData(3, 2, 54, 54)]
    [InlineData(3, 3, 384, 192)]
    public void A_register_with_declared_reads(int readers, int writers, int traces, int finals) => Holds(new Register(readers, writers), traces, finals);

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    [InlineData(4, 2)]
    public void Independent_pairs_have_one_trace(int pairs, int rounds) => Holds(new PingPong(pairs, rounds), 1, 1);

    [Theory]
    [InlineData(3, 1, 6, 1, 1)]
    [InlineData(3, 2, 1, 2, 2)]
    [InlineData(3, 2, 3, 3, 3)]
    [InlineData(3, 3, 2, 16, 7)]
    [InlineData(4, 2, 4, 3, 3)]
    [InlineData(4, 2, 8, 5, 3)]
    [InlineData(4, 3, 3, 16, 7)]
    public void A_token_ring(int actors, int tokens, int hops, int traces, int finals) => Holds(new TokenRing(actors, tokens, hops), traces, finals);

    [Fact]
    public void A_token_ring_reaches_each_final_state_as_often_as_it_should()
    {
        var ring = new TokenRing(3, 3, 2);
        Counts.Reduced(ring);
        Assert.Equal(["[1,1,1, 3]", "[2,1,1, 2]", "[2,2,2, 3]", "[2,3,1, 1]", "[2,3,2, 2]", "[3,3,1, 2]", "[3,3,3, 3]"], ring.FinalStates.Select(state => $"{state}").Order());
    }

    [Theory]
    [InlineData(2, 1, false, 6, 4, 2)]
    [InlineData(2, 2, false, 70, 64, 3)]
    [InlineData(2, 3, false, 924, 904, 5)]
    [InlineData(3, 1, false, 90, 84, 3)]
    [InlineData(3, 2, false, 34_650, 34_560, 5)]
    [InlineData(2, 1, true, 4, 2, 2)]
    [InlineData(2, 2, true, 34, 28, 3)]
    [InlineData(3, 1, true, 36, 30, 3)]
    [InlineData(3, 2, true, 7_134, 7_044, 5)]
    public void A_counter_that_loses_updates(int clients, int rounds, bool getIsRead, int traces, int bad, int finals) =>
        Holds(new SharedCounter(clients, rounds, getIsRead), traces, finals, bad);

    [Theory]
    [InlineData(2, true, 4, 0, 1)]
    [InlineData(3, true, 30, 0, 1)]
    [InlineData(4, true, 336, 0, 1)]
    [InlineData(5, true, 5_040, 0, 1)]
    [InlineData(2, false, 12, 8, 2)]
    [InlineData(3, false, 450, 420, 3)]
    [InlineData(4, false, 35_280, 34_944, 4)]
    public void A_lock_server(int clients, bool safe, int traces, int bad, int finals) => Holds(new LockServer(clients, safe), traces, finals, bad);

    [Theory]
    [InlineData(2, 5)]
    [InlineData(3, 12)]
    [InlineData(4, 28)]
    [InlineData(5, 64)]
    [InlineData(7, 320)]
    [InlineData(10, 3_328)]
    public void The_last_zero_over_objects(int writers, int traces) => Holds(new LastZeroObjects(writers), traces, traces);

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 5)]
    [InlineData(3, 12)]
    [InlineData(4, 28)]
    [InlineData(5, 64)]
    public void The_last_zero_over_actors(int writers, int traces) => Holds(new LastZeroActors(writers), traces, traces);

    [Theory]
    [InlineData(1, 1, false, 1, 0, 1)]
    [InlineData(1, 2, false, 1, 0, 1)]
    [InlineData(2, 1, false, 6, 0, 1)]
    [InlineData(2, 2, false, 214, 0, 1)]
    [InlineData(3, 1, false, 402, 0, 1)]
    [InlineData(1, 1, true, 1, 0, 1)]
    [InlineData(1, 2, true, 1, 0, 1)]
    [InlineData(2, 1, true, 6, 2, 3)]
    [InlineData(2, 2, true, 132, 46, 5)]
    [InlineData(3, 1, true, 282, 96, 10)]
    public void Callbacks_that_race_with_binds(int drivers, int requests, bool bug, int traces, int bad, int finals) =>
        Holds(new CallbackRace(drivers, requests, bug), traces, finals, bad);

    [Theory]
    [InlineData(1, 1, false, 3, 0, 1)]
    [InlineData(2, 1, false, 24, 0, 2)]
    [InlineData(2, 2, false, 1_142, 0, 2)]
    [InlineData(1, 1, true, 3, 0, 1)]
    [InlineData(2, 1, true, 22, 2, 2)]
    [InlineData(2, 2, true, 956, 138, 2)]
    public void Detach_that_races_with_callbacks(int drivers, int requests, bool racy, int traces, int bad, int finals) =>
        Holds(new DetachRace(drivers, requests, racy), traces, finals, bad);

    [Theory]
    [InlineData("wy / rx ry / ry", 4, 4)]
    [InlineData("wy / rx ry / ry wy", 9, 9)]
    [InlineData("wx ry / wy rx", 3, 3)]
    [InlineData("rx wx / rx wx", 4, 4)]
    [InlineData("rx wx / rx wx / rx wx", 36, 27)]
    [InlineData("wx / wy / rx ry / ry rx", 15, 15)]
    [InlineData("wz / rx rz / ry rz / rz", 8, 8)]
    [InlineData("rz rz / wx / wx wy / wy wy wz rx", 36, 27)]
    [InlineData("wy / wx / rz wy / rz rx rx wz", 12, 12)]
    public void Straight_lines_over_shared_objects(string program, int traces, int finals) => Holds(new StraightLine(program), traces, finals);

    internal static void Holds(CountedModel model, int traces, int finals, int bad = 0)
    {
        var found = Counts.Reduced(model);
        Assert.Equal((traces, finals, bad), (found.Classes, found.FinalStates, found.Bad));
    }
}
