using DmaActors.Exploration.Tests.Reduction.Models;
using DmaActors.Exploration.Tests.Support;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Reduction;

/// <summary>The naive explorer takes every schedule; the clever one must find the same traces and the same final states.</summary>
public class PlainEnumerationTests
{
    /// <summary>More schedules than this are not enumerated.</summary>
    private const int MostSchedules = 3_000;

    public static TheoryData<string> Names => [.. Models.Keys];

    private static Dictionary<string, Func<CountedModel>> Models => new()
    {
        ["fan-in"] = () => new FanIn(3, 2, started: true),
        ["fork-join"] = () => new ForkJoin(4),
        ["register"] = () => new Register(3, 2),
        ["ping-pong"] = () => new PingPong(2, 3),
        ["token ring"] = () => new TokenRing(3, 3, 2),
        ["counter"] = () => new SharedCounter(2, 2),
        ["counter with reads"] = () => new SharedCounter(2, 2, getIsRead: true),
        ["lock server"] = () => new LockServer(2, safe: false),
        ["last zero, objects"] = () => new LastZeroObjects(3),
        ["last zero, actors"] = () => new LastZeroActors(2),
        ["deferring server"] = () => new DeferringServer(2, 2),
        ["deferring server that is stuck"] = () => new DeferringServer(2, 2, isStuck: true),
        ["callback race"] = () => new CallbackRace(2, 1, lostWakeup: true),
        ["detach race"] = () => new DetachRace(1, 1, racy: true),
        ["full machine"] = () => new FullMachine(1, 2),
        ["straight lines"] = () => new StraightLine("rz rz / wx / wx wy / wy wy wz rx"),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void The_traces_are_those_of_all_schedules(string name) => Agree(Models[name], name, int.MaxValue);

    [Fact]
    public void The_traces_of_random_actors_are_those_of_all_their_schedules()
    {
        var seed = 0UL;
        for (var compared = 0; compared < 200; seed++)
            compared += AgreeIfSmall(() => new RandomActors(seed), $"seed {seed}") ? 1 : 0;
    }

    [Fact]
    public void The_traces_of_random_straight_lines_are_those_of_all_their_schedules()
    {
        var random = new Xoshiro(11);
        for (var i = 0; i < 1_000; i++)
        {
            var program = RandomProgram(ref random);
            Agree(() => new StraightLine(program), program, int.MaxValue);
        }
    }

    /// <summary>Two to four threads with at most seven operations on two or three objects.</summary>
    private static string RandomProgram(ref Xoshiro random)
    {
        var threads = new string[2 + random.Below(3)];
        var left = 7;
        for (var thread = 0; thread < threads.Length; thread++)
        {
            var length = 1 + random.Below(Math.Min(3, left - (threads.Length - 1 - thread)));
            left -= length;
            var operations = new string[length];
            for (var k = 0; k < length; k++)
                operations[k] = $"{"rrw"[random.Below(3)]}{"xyz"[random.Below(3)]}";
            threads[thread] = string.Join(' ', operations);
        }

        return string.Join(" / ", threads);
    }

    private static void Agree(Func<CountedModel> make, string what, int mostSchedules) => Assert.True(AgreeIfSmall(make, what, mostSchedules));

    /// <returns>False: there are too many schedules.</returns>
    private static bool AgreeIfSmall(Func<CountedModel> make, string what, int mostSchedules = MostSchedules)
    {
        var (naive, clever) = (make(), make());
        if (Counts.Plain(naive, mostSchedules) is not { } all)
            return false;
        var reduced = Counts.Reduced(clever);
        Assert.True(all.Traces.SetEquals(reduced.Traces), $"{what}: {reduced.Traces.Count} traces of {all.Traces.Count}");
        Assert.True(naive.FinalStates.Keys.ToHashSet().SetEquals(clever.FinalStates.Keys), $"{what}: other final states");
        return true;
    }
}
