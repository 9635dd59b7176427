using DmaActors.Framework.Callbacks;

namespace DmaActors.Framework.Tests.Callbacks;

public sealed class CallbackListTests
{
    private static readonly object A = new();
    private static readonly object B = new();

    [Fact]
    public void An_equal_registration_raises_the_count_and_keeps_its_place()
    {
        CallbackList list = new();
        list.Add(A, null);
        list.Add(B, null);
        list.Add(A, null);

        Assert.Equal(2, list.Count);
        Assert.Equal(3, list.Owed);
        Assert.Same(A, list[0].Callback);
        Assert.Equal(2, list[0].Count);
    }

    [Fact]
    public void Equality_is_identity_of_callback_and_argument()
    {
        CallbackList list = new();
        string one = new('x', 1);
        string other = new('x', 1);
        list.Add(A, one);
        list.Add(A, other);
        list.Add(A, null);
        list.Add(B, one);

        Assert.Equal(4, list.Count);
    }

    [Fact]
    public void The_cause_is_that_of_the_first_registration_and_no_part_of_the_identity()
    {
        CallbackList list = new();
        list.Add(A, null, "first");
        list.Add(A, null, "second");

        Assert.True(list.TryTake(out CallbackEntry entry, out _));
        Assert.Equal("first", entry.Cause);
        Assert.Equal(2, entry.Count);
        list.PutBack(entry);
        Assert.Equal("first", list[0].Cause);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Entries_can_be_looked_at_by_their_place(int index, bool exists)
    {
        CallbackList list = new();
        list.Add(A, null);
        list.Add(B, null);

        if (exists)
            Assert.Same(index == 0 ? A : B, list[index].Callback);
        else
            Assert.Throws<ArgumentOutOfRangeException>(() => list[index]);
    }

    [Fact]
    public void An_entry_that_is_owed_nothing_cannot_be_put_back() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CallbackList().PutBack(new CallbackEntry(A, null, 0, null)));

    [Fact]
    public void A_registration_that_merges_during_a_pass_is_run_with_its_entry()
    {
        // A(1), B(1); A registers B once more while it runs: three calls, one more than was owed at the start.
        CallbackList list = new();
        list.Add(A, null);
        list.Add(B, null);
        CallbackPass pass = default;

        Take(list, ref pass);
        list.Add(B, null);
        Assert.Equal(CallbackStep.Take, pass.OnReturn(1));
        Take(list, ref pass);
        Assert.Equal(CallbackStep.Call, pass.OnReturn(1));
        Assert.Equal(CallbackStep.End, pass.OnReturn(1));
        Assert.Equal(-1, pass.Budget);
        Assert.Equal(0, list.Count);
    }

    [Fact]
    public void An_entry_that_ran_out_waits_for_another_pass()
    {
        CallbackList list = new();
        list.Add(A, null);
        list.Add(A, null);
        CallbackPass pass = default;

        Take(list, ref pass);
        Assert.Equal(CallbackStep.Call, pass.OnReturn(1));
        Assert.Equal(CallbackStep.PutBack, pass.OnReturn(0));
        Assert.Equal(1, pass.Entry.Count);
        list.PutBack(pass.Entry);
        Assert.Equal(CallbackStep.End, pass.OnPutBack());
        Assert.Equal(1, list[0].Count);
    }

    [Fact]
    public void A_retry_that_registers_itself_and_runs_out_counts_twice()
    {
        CallbackList list = new();
        list.Add(A, null);
        for (int retry = 1; retry <= 3; retry++)
        {
            CallbackPass pass = default;
            Take(list, ref pass);
            list.Add(A, null);
            pass.OnReturn(0);
            list.PutBack(pass.Entry);
            pass.OnPutBack();
            Assert.Equal(retry + 1, list[0].Count);
        }
    }

    [Fact]
    public void A_pass_over_an_empty_list_ends_at_once()
    {
        CallbackPass pass = default;
        Assert.Equal(CallbackStep.End, pass.OnEmpty());
    }

    [Fact]
    public void A_pass_refuses_what_is_not_its_next_step()
    {
        Assert.Throws<InvalidOperationException>(() => default(CallbackPass).OnReturn(1));
        Assert.Throws<InvalidOperationException>(() => default(CallbackPass).OnPutBack());
        Assert.Throws<InvalidOperationException>(() =>
        {
            CallbackPass pass = default;
            pass.OnTaken(new CallbackEntry(A, null, 1, null), 1);
            pass.OnEmpty();
        });
    }

    [Fact]
    public void A_list_of_a_length_that_it_had_before_allocates_nothing()
    {
        CallbackList list = new();
        object[] callbacks = new object[50];
        for (int k = 0; k < callbacks.Length; k++)
            callbacks[k] = new object();
        Cycle(list, callbacks);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int k = 0; k < 20; k++)
            Cycle(list, callbacks);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Cycle(CallbackList list, object[] callbacks)
    {
        foreach (object callback in callbacks)
            list.Add(callback, callbacks);
        while (list.Count > 0)
            list.TryTake(out _, out _);
    }

    private static void Take(CallbackList list, ref CallbackPass pass)
    {
        Assert.Equal(CallbackStep.Take, pass.Step);
        Assert.True(list.TryTake(out CallbackEntry entry, out long owed));
        Assert.Equal(CallbackStep.Call, pass.OnTaken(entry, owed));
    }
}
