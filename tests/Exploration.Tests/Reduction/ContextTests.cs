using DmaActors.Exploration.Tests.Reduction.Models;
using DmaActors.Exploration.Tests.Support;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Reduction;

/// <summary>
/// Locks let one delivery disable another, and so does whoever cancels a timer: the theory excludes both. Here the traces are compared with those of every schedule.
/// </summary>
public class ContextTests
{
    [Theory]
    [InlineData("Ea Xa / Ea Xa", 2)]
    [InlineData("Ea C Xa / Ea Xa", 2)]
    [InlineData("Ea C Xa / Ea C Xa / Ea Xa", 6)]
    [InlineData("Ea wx Xa / Eb wy Xb", 1)]
    [InlineData("Ea C Xa / C Ea Xa", 3)]
    public void The_race_on_a_lock_is_enter_against_enter(string program, int traces) => Agree(program, traces);

    [Theory]
    [InlineData("Ea Eb Xb Xa / Eb Ea Xa Xb")]
    [InlineData("Ea Eb Xb Xa / Eb C Ea Xa Xb")]
    [InlineData("Ea Eb C Xb Xa / Eb Ea Xa Xb / Ea Xa")]
    [InlineData("P P / C V")]
    [InlineData("P / P / P V")]
    public void Contexts_that_wait_for_ever_could_have_been_first(string program) => Agree(program);

    [Theory]
    [InlineData("Ea C Xa / Ta")]
    [InlineData("Ea C Xa / C Ta / Ea Xa")]
    [InlineData("Ta C Ta / Ea C Xa")]
    public void A_try_races_with_the_release_too(string program) => Agree(program);

    [Theory]
    [InlineData("P C V / P C V")]
    [InlineData("P V / V P")]
    [InlineData("P C V / V / P")]
    public void Semaphores(string program) => Agree(program);

    [Theory]
    [InlineData("Ea Wa Xa / Ea Sa Xa")]
    [InlineData("Ea Wa Xa / Ea Wa Xa / Ea Ba Xa")]
    [InlineData("Ea Wa Xa / Ea Wa Xa / Ea Sa Sa Xa")]
    [InlineData("Ea ta Xa / Ea Sa Xa")]
    [InlineData("Ea ta Xa / Ea ta Xa / Sa")]
    public void Condition_variables(string program) => Agree(program);

    [Theory]
    [InlineData("q / q", 2)]
    [InlineData("d / d / d", 1)]
    [InlineData("q C q / rx wy", 1)]
    [InlineData("q / d C d")]
    [InlineData("q C q / d C d / d")]
    public void Queues(string program, int? traces = null) => Agree(program, traces);

    [Theory]
    [InlineData("D3 wx / D5 rx", 3)]
    [InlineData("D3 D4 / D5", 4)]
    [InlineData("D3 / C wx / rx")]
    [InlineData("Oa C oa")]
    [InlineData("Oa Ob C oa / D5")]
    [InlineData("Ob C Oa C ob")]
    [InlineData("Ob / Oa C C oa")]
    [InlineData("Oa C oa C Oa / Ob C ob")]
    public void Timers(string program, int? traces = null) => Agree(program, traces);

    [Theory]
    [InlineData("Ea ta Xa / Ea Wa Xa / S / Oa")]
    [InlineData("Ea ta Xa / wy Oa Ea Wa Xa / S Ea P Xa")]
    public void A_trace_can_come_twice_where_outcomes_of_one_choice_touch_different_things_but_none_is_missed(string program)
    {
        // A signal that wakes the timed waiter cancels a timer, so it depends on who sets one; a signal that wakes the other does not. What sleeps is the step with all its outcomes.
        var all = Counts.Plain(new Threads(program), int.MaxValue)!;
        var reduced = Counts.Reduced(new Threads(program), mayComeTwice: true);
        Assert.True(all.Traces.SetEquals(reduced.Traces));
        Assert.True(reduced.Classes > reduced.Traces.Count);
    }

    [Theory]
    [InlineData("Ea Wa Xa / Ea Wa Xa / S / Oa")]
    public void No_trace_comes_twice_where_all_outcomes_touch_the_same(string program) => Agree(program);

    [Fact]
    public void Random_programs()
    {
        var random = new Xoshiro(3);
        for (var compared = 0; compared < 250;)
        {
            var program = RandomProgram(ref random);
            compared += AgreeIfSmall(program, 1_000) ? 1 : 0;
        }
    }

    /// <summary>Two or three threads; each holds what it must when it uses a condition variable, and gives back what it holds.</summary>
    private static string RandomProgram(ref Xoshiro random)
    {
        var threads = new string[2 + random.Below(2)];
        for (var thread = 0; thread < threads.Length; thread++)
        {
            var operations = new List<string>();
            for (var left = 1 + random.Below(3); left > 0; left--)
            {
                if (random.Below(2) == 0)
                {
                    operations.Add(RandomOperation(ref random));
                    continue;
                }

                var mutex = random.Below(3) == 0 ? 'b' : 'a';
                operations.Add($"E{mutex}");
                operations.Add(random.Below(3) switch
                {
                    0 when mutex == 'a' => random.Below(2) == 0 ? "Wa" : "ta",
                    1 => $"E{(char)('a' + 'b' - mutex)} {RandomOperation(ref random)} X{(char)('a' + 'b' - mutex)}",
                    _ => RandomOperation(ref random),
                });
                operations.Add($"X{mutex}");
            }

            threads[thread] = string.Join(' ', operations);
        }

        return string.Join(" / ", threads);
    }

    private static string RandomOperation(ref Xoshiro random)
    {
        string[] all = ["C", "C", "rx", "wx", "ry", "wy", "S", "B", "P", "V", "D3", "D5", "Oa", "Ob", "oa", "ob"];
        return all[random.Below(all.Length)];
    }

    private static void Agree(string program, int? traces = null)
    {
        Assert.True(AgreeIfSmall(program, int.MaxValue));
        if (traces is { } expected)
            Assert.Equal(expected, Counts.Reduced(new Threads(program)).Classes);
    }

    private static bool AgreeIfSmall(string program, int mostSchedules)
    {
        var (naive, clever) = (new Threads(program), new Threads(program));
        if (Counts.Plain(naive, mostSchedules) is not { } all)
            return false;
        var reduced = Counts.Reduced(clever);
        Assert.True(all.Traces.SetEquals(reduced.Traces), $"{program}: {reduced.Traces.Count} traces of {all.Traces.Count}");
        Assert.True(naive.FinalStates.Keys.ToHashSet().SetEquals(clever.FinalStates.Keys), $"{program}: other final states");
        return true;
    }
}
