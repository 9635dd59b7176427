using DmaActors.Lab.Workloads;

namespace DmaActors.Lab.Tests.Workloads;

public sealed class ReplayCursorTests
{
    [Fact]
    public void As_many_are_in_flight_as_the_depth_says()
    {
        var cursor = Cursor("disk0 read 0 512\ndisk0 read 0 512\ndisk0 read 0 512\n", depth: 2);
        Opened(cursor);
        Assert.Equal([1, 2], Issue(cursor));
        Assert.Equal((ReplayHold.Depth, 2), (cursor.Hold, cursor.InFlightCount));
        Assert.True(cursor.TryComplete(2));
        Assert.Equal([3], Issue(cursor));
        Assert.Equal(ReplayHold.End, cursor.Hold);
        Assert.False(cursor.Done);
        Assert.True(cursor.TryComplete(1));
        Assert.True(cursor.TryComplete(3));
        Assert.True(cursor.Done);
        Assert.Equal((4, 0, 0), (cursor.Ended, cursor.OverlapWaits, cursor.InFlightCount));
    }

    [Theory]
    [InlineData("read 0 1024", "read 512 512", false)]
    [InlineData("read 0 1024", "write 512 512", true)]
    [InlineData("write 0 1024", "read 512 512", true)]
    [InlineData("write 0 1024", "write 512 512", true)]
    [InlineData("trim 0 1024", "read 512 512", true)]
    [InlineData("read 512 512", "trim 0 1024", true)]
    [InlineData("write 0 512", "write 512 512", false)]
    [InlineData("write 512 512", "write 0 512", false)]
    [InlineData("write 0 1024", "write 512 1024", true)]
    [InlineData("write 512 1024", "write 0 1024", true)]
    [InlineData("write 0 4096", "write 1024 512", true)]
    [InlineData("write 1024 512", "write 0 4096", true)]
    public void A_request_waits_for_one_in_flight_that_it_overlaps_if_one_of_the_two_changes_the_disk(string first, string second, bool waits)
    {
        var cursor = Cursor($"disk0 {first}\ndisk0 {second}\ndisk0 read 8192 512\n", depth: 8);
        Opened(cursor);
        Assert.Equal(waits ? [1] : [1, 2, 3], Issue(cursor)); // what is behind it waits as well: issue is strictly in order
        Assert.Equal(waits ? 1 : 0, cursor.OverlapWaits);
        Issue(cursor); // asking again does not count again
        Assert.Equal(waits ? 1 : 0, cursor.OverlapWaits);
        Assert.True(cursor.TryComplete(1));
        Assert.Equal(waits ? [2, 3] : [], Issue(cursor));
    }

    [Fact]
    public void A_request_that_waits_for_two_is_counted_once()
    {
        var cursor = Cursor("disk0 read 0 512\ndisk0 read 512 512\ndisk0 write 0 1024\n", depth: 8);
        Opened(cursor);
        Assert.Equal([1, 2], Issue(cursor));
        Assert.True(cursor.TryComplete(1));
        Assert.Empty(Issue(cursor));
        Assert.True(cursor.TryComplete(2));
        Assert.Equal([3], Issue(cursor));
        Assert.Equal(1, cursor.OverlapWaits);
    }

    [Fact]
    public void The_same_place_of_another_file_is_no_overlap()
    {
        var plan = Logs.Plan("fio version 2 iolog\na add\nb add\na open\nb open\na write 0 512\nb write 0 512\n");
        var cursor = new ReplayCursor(plan, 8, paced: false);
        Assert.Equal([0, 1], Issue(cursor));
        Complete(cursor, 0, 1);
        Assert.Equal([2, 3], Issue(cursor));
    }

    [Theory]
    [InlineData("sync 0 0")]
    [InlineData("datasync 0 0")]
    [InlineData("close")]
    public void A_sync_or_close_stands_alone_on_its_file(string barrier)
    {
        var reopen = barrier == "close" ? "a open\n" : "";
        var plan = Logs.Plan($"fio version 2 iolog\na add\nb add\na open\nb open\na write 0 512\nb write 0 512\na {barrier}\n{reopen}b read 4096 512\na read 4096 512\n");
        var cursor = new ReplayCursor(plan, 8, paced: false);
        Issue(cursor);
        Complete(cursor, 0, 1);
        Assert.Equal([2, 3], Issue(cursor));
        Assert.Equal(ReplayHold.Barrier, cursor.Hold);
        Complete(cursor, 2);
        if (barrier == "close")
        {
            Assert.Equal([4], Issue(cursor));
            Complete(cursor, 4);
            Assert.Equal([5, 6], Issue(cursor)); // the open, and beside it the other file's read
            Complete(cursor, 5);
            Assert.Equal([7], Issue(cursor));
        }
        else
        {
            Assert.Equal([4, 5], Issue(cursor)); // the sync, and beside it the other file's read
            Assert.Equal(ReplayHold.Barrier, cursor.Hold);
            Complete(cursor, 4);
            Assert.Equal([6], Issue(cursor));
        }

        Assert.Equal(0, cursor.OverlapWaits);
        Assert.True(cursor.BarrierWaits >= 2);
    }

    [Fact]
    public void A_wait_holds_up_what_is_behind_it_in_the_closed_loop_too()
    {
        var cursor = Cursor("disk0 read 0 512\ndisk0 wait 200 0\ndisk0 read 0 512\ndisk0 wait 300 0\ndisk0 wait 50 0\ndisk0 read 0 512\n", depth: 8);
        Assert.Equal([0], Issue(cursor, 1_000_000));
        Complete(cursor, 0);
        Assert.Equal([1], Issue(cursor, 1_100_000));
        Assert.Equal((ReplayHold.Time, 1_200_000L), (cursor.Hold, cursor.NextDue)); // 200 us after the replay began
        Assert.Empty(Issue(cursor, 1_199_999));
        Assert.Equal([3], Issue(cursor, 1_200_000));
        Assert.Equal(1_500_000, cursor.NextDue); // 300 us after the last wait
        Assert.Equal([6], Issue(cursor, 1_700_000)); // a wait of less than 100 us is none
        Assert.Null(cursor.NextDue);
    }

    [Fact]
    public void A_wait_whose_time_is_over_when_it_is_reached_does_not_hold_up_anything_and_the_next_counts_from_there()
    {
        var cursor = Cursor("disk0 read 0 512\ndisk0 wait 200 0\ndisk0 wait 100 0\ndisk0 read 0 512\n", depth: 1);
        Assert.Equal([0], Issue(cursor, 0));
        Complete(cursor, 0);
        Assert.Equal([1], Issue(cursor, 500_000)); // the wait is reached here, and was over 200 us after the beginning
        Assert.Equal((ReplayHold.Time, 600_000L), (cursor.Hold, cursor.NextDue));
    }

    [Fact]
    public void Time_stamps_are_followed_when_paced_and_only_then()
    {
        var plan = Logs.Plan("fio version 3 iolog\n10 disk0 add\n10 disk0 open\n30 disk0 read 0 512\n30 disk0 read 0 512\n70 disk0 read 0 512\n");
        var closed = new ReplayCursor(plan, 8, paced: false);
        Assert.Equal([0], Issue(closed));
        Complete(closed, 0);
        Assert.Equal([1, 2, 3], Issue(closed));
        Assert.Equal(0, closed.LongestLagNs);

        var paced = new ReplayCursor(plan, 8, paced: true);
        Assert.Equal([0], Issue(paced, 5000));
        Assert.Equal((ReplayHold.Time, 25_000L), (paced.Hold, paced.NextDue));
        Complete(paced, 0);
        Assert.Empty(Issue(paced, 24_999));
        Assert.Equal([1, 2], Issue(paced, 25_000));
        Assert.Equal([3], Issue(paced, 65_007));
        Assert.Equal(7, paced.LongestLagNs);
    }

    [Fact]
    public void A_completion_of_what_is_not_in_flight_changes_nothing()
    {
        var cursor = Cursor("disk0 read 0 512\n", depth: 8);
        Assert.False(cursor.TryComplete(0));
        Assert.Equal([0], Issue(cursor));
        Assert.True(cursor.TryComplete(0));
        Assert.False(cursor.TryComplete(0));
        Assert.False(cursor.TryComplete(1));
        Assert.Equal((1, 0), (cursor.Ended, cursor.InFlightCount));
    }

    [Fact]
    public void Times_that_reach_the_end_of_time_stay_there()
    {
        var far = IoLimits.MaximumMicroseconds;
        var plan = Logs.Plan(Logs.Two + $"disk0 wait {far} 0\ndisk0 wait {far} 0\ndisk0 wait {far} 0\n");
        var cursor = new ReplayCursor(plan, 1, paced: false);
        Issue(cursor, 0);
        Complete(cursor, 0);
        Issue(cursor, 0);
        Issue(cursor, cursor.NextDue!.Value);
        Issue(cursor, cursor.NextDue!.Value);
        Assert.Equal(long.MaxValue, cursor.NextDue);
    }

    [Fact]
    public void A_depth_below_one_and_a_time_that_falls_are_refused()
    {
        var plan = Logs.Plan(Logs.Two);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReplayCursor(plan, 0, paced: false));
        var cursor = new ReplayCursor(plan, 1, paced: false);
        cursor.TryIssue(5, out _);
        Assert.Throws<ArgumentOutOfRangeException>(() => cursor.TryIssue(4, out _));
    }

    private static ReplayCursor Cursor(string lines, int depth) => new(Logs.Plan(Logs.Two + lines), depth, paced: false);

    private static void Opened(ReplayCursor cursor)
    {
        Assert.Equal([0], Issue(cursor));
        Complete(cursor, 0);
        Assert.Equal(1, cursor.BarrierWaits); // the request behind the open had to wait for it
    }

    private static void Complete(ReplayCursor cursor, params int[] ordinals)
    {
        foreach (var ordinal in ordinals)
            Assert.True(cursor.TryComplete(ordinal));
    }

    private static int[] Issue(ReplayCursor cursor, long now = 0)
    {
        var issued = new List<int>();
        while (cursor.TryIssue(now, out var request))
            issued.Add(request.Ordinal);
        return [.. issued];
    }
}
