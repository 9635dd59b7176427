using DmaActors.Framework.Callbacks;

namespace DmaActors.Framework.Tests.Callbacks;

public sealed class CallbackProperties
{
    private const int Cases = 100_000;
    private static readonly string[] Callbacks = ["A", "B", "C", "D"];
    private static readonly object?[] Arguments = [null, new object(), new object()];

    [Fact]
    public void The_list_behaves_as_a_naive_one()
    {
        Dice dice = new(11);
        object[] many = new object[200];
        for (int k = 0; k < many.Length; k++)
            many[k] = new object();
        CallbackList list = new();
        NaiveList naive = new();
        int longest = 0;
        for (int k = 0; k < Cases; k++)
        {
            // For a while the list grows, for a while it shrinks, so that its ring wraps at every length.
            bool grows = k / 500 % 2 == 0;
            if (dice.OneIn(grows ? 4 : 2))
            {
                Assert.Equal(naive.Entries.Count > 0, list.TryTake(out CallbackEntry entry, out long owed));
                Assert.Equal(naive.Entries.Sum(e => (long)e.Count), owed);
                if (naive.Entries.Count > 0)
                {
                    AssertSame(naive.Entries[0], entry);
                    naive.Entries.RemoveAt(0);
                }
            }
            else
            {
                object callback = many[dice.Between(0, grows ? 199 : 20)];
                object? argument = dice.Of(Arguments);
                int count = dice.OneIn(3) ? dice.Between(1, 5) : 1;
                naive.Add(callback, argument, count);
                list.PutBack(new CallbackEntry(callback, argument, count, null));
            }
            Assert.Equal(naive.Entries.Count, list.Count);
            longest = Math.Max(longest, list.Count);
            if (k % 16 == 0)
                AssertSame(naive, list);
            if (dice.OneIn(20_000))
            {
                list.Clear();
                naive.Entries.Clear();
            }
        }
        Assert.True(longest > 100, $"longest {longest}");
    }

    [Fact]
    public void A_pass_behaves_as_the_naive_loop_wherever_registrations_fall()
    {
        int calls = 0, runouts = 0, overdrawn = 0;
        for (int k = 0; k < Cases; k++)
        {
            ulong seed = (ulong)k;
            CallbackList list = new();
            NaiveList naive = new();
            for (int waiting = k % 5; waiting > 0; waiting--)
            {
                list.Add(Callbacks[waiting % 3], null);
                naive.Add(Callbacks[waiting % 3], null, 1);
            }
            for (int pass = 0; pass < 3; pass++)
            {
                List<string> expected = [];
                List<string> found = [];
                Dice dice = new((seed * 3) + (ulong)pass);
                naive.Pass(
                    () => Register(dice, (callback, argument) => naive.Add(callback, argument, 1)),
                    (callback, argument) => Call(dice, callback, argument, expected, (c, a) => naive.Add(c, a, 1)));
                long budget = Run(list, new Dice((seed * 3) + (ulong)pass), found);

                Assert.Equal(expected, found);
                AssertSame(naive, list);
                calls += found.Count;
                runouts += found.Count(call => call.EndsWith('0'));
                overdrawn += budget < 0 ? 1 : 0;
            }
        }
        Assert.True(calls > Cases && runouts > Cases && overdrawn > Cases / 50, $"calls {calls} runouts {runouts} overdrawn {overdrawn}");
    }

    private static long Run(CallbackList list, Dice dice, List<string> calls)
    {
        CallbackPass pass = default;
        while (pass.Step != CallbackStep.End)
        {
            Register(dice, (callback, argument) => list.Add(callback, argument));
            switch (pass.Step)
            {
                case CallbackStep.Take when list.TryTake(out CallbackEntry entry, out long owed):
                    pass.OnTaken(entry, owed);
                    break;
                case CallbackStep.Take:
                    pass.OnEmpty();
                    break;
                case CallbackStep.Call:
                    pass.OnReturn(Call(dice, pass.Entry.Callback, pass.Entry.Argument, calls, (c, a) => list.Add(c, a)));
                    break;
                default:
                    list.PutBack(pass.Entry);
                    pass.OnPutBack();
                    break;
            }
        }
        return pass.Budget;
    }

    // A point between two messages, where others may register.
    private static void Register(Dice dice, Action<object, object?> add)
    {
        if (dice.OneIn(4))
            add(dice.Of(Callbacks), dice.Of(Arguments));
    }

    private static int Call(Dice dice, object callback, object? argument, List<string> calls, Action<object, object?> add)
    {
        if (dice.OneIn(5))
            add(callback, argument);
        int value = dice.Of(0, 0, 1, 1, 1, -1, 2);
        calls.Add($"{callback}{Array.IndexOf(Arguments, argument)} {value}");
        return value;
    }

    private static void AssertSame(NaiveList naive, CallbackList list)
    {
        list.AssertInvariants();
        Assert.Equal(naive.Entries.Count, list.Count);
        long owed = 0;
        for (int k = 0; k < list.Count; k++)
        {
            AssertSame(naive.Entries[k], list[k]);
            owed += list[k].Count;
        }
        Assert.Equal(owed, list.Owed);
    }

    private static void AssertSame((object Callback, object? Argument, int Count) expected, CallbackEntry found)
    {
        Assert.Same(expected.Callback, found.Callback);
        Assert.Same(expected.Argument, found.Argument);
        Assert.Equal(expected.Count, found.Count);
    }
}
