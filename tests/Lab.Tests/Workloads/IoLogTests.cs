using DmaActors.Lab.Workloads;

namespace DmaActors.Lab.Tests.Workloads;

public sealed class IoLogTests
{
    [Fact]
    public void A_version_2_log_becomes_a_plan()
    {
        var plan = Logs.Plan(Logs.Two + "disk0 write 0 4096\ndisk0 read 512 1024\ndisk0 trim 4096 8192\ndisk0 sync 0 0\ndisk0 datasync 0 0\ndisk0 close\n");
        Assert.Equal(
            [
                new IoRequest(0, 0, IoKind.Open, 0, 0, 0, 3),
                new IoRequest(1, 0, IoKind.Write, 0, 4096, 0, 4),
                new IoRequest(2, 0, IoKind.Read, 512, 1024, 0, 5),
                new IoRequest(3, 0, IoKind.Trim, 4096, 8192, 0, 6),
                new IoRequest(4, 0, IoKind.Sync, 0, 0, 0, 7),
                new IoRequest(5, 0, IoKind.DataSync, 0, 0, 0, 8),
                new IoRequest(6, 0, IoKind.Close, 0, 0, 0, 9),
            ],
            plan.Requests.ToArray());
        Assert.Equal([new IoFile("disk0", 12288, false)], plan.Files);
        Assert.False(plan.HasTimes);
        Assert.Equal(Logs.Name, plan.Source);
    }

    [Fact]
    public void Time_stamps_of_version_3_are_microseconds_and_count_from_the_first_line()
    {
        var plan = Logs.Plan("fio version 3 iolog\n18 disk0 add\n118 disk0 open\n120 disk0 read 0 512\n100018 disk0 close\n");
        Assert.True(plan.HasTimes);
        Assert.Equal([100_000, 102_000, 100_000_000], plan.Requests.ToArray().Select(request => request.DueNs));
    }

    [Fact]
    public void A_time_stamp_that_falls_is_due_with_the_one_before_it_and_is_counted()
    {
        var plan = Logs.Plan(Logs.Three + "50 disk0 read 0 512\n40 disk0 read 0 512\n45 disk0 read 0 512\n60 disk0 read 0 512\n");
        Assert.Equal([0, 50_000, 50_000, 50_000, 60_000], plan.Requests.ToArray().Select(request => request.DueNs));
        Assert.Equal(2, plan.BackwardTimes);
    }

    [Fact]
    public void Totals_add_up()
    {
        var totals = Logs.Plan(Logs.Two + "disk0 write 0 4096\ndisk0 write 0 512\ndisk0 read 0 1024\ndisk0 trim 0 2048\ndisk0 sync 0 0\ndisk0 datasync 0 0\ndisk0 wait 200 0\n").Totals;
        Assert.Equal((2, 1, 1, 2, 1, 1), (totals.Writes, totals.Reads, totals.Trims, totals.Syncs, totals.Waits, totals.OpensAndCloses));
        Assert.Equal((4608, 1024, 2048), (totals.BytesWritten, totals.BytesRead, totals.BytesTrimmed));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(99, 0)]
    [InlineData(100, 100_000)]
    [InlineData(1_000_000, 1_000_000_000)]
    public void A_wait_is_in_microseconds_and_below_100_it_is_nothing(long microseconds, long nanoseconds)
    {
        var wait = Logs.Plan(Logs.Two + $"disk0 wait {microseconds} 0\n")[1];
        Assert.Equal((IoKind.Wait, IoRequest.NoFile, nanoseconds), (wait.Kind, wait.File, wait.WaitNs));
    }

    [Fact]
    public void A_wait_needs_no_open_file()
    {
        Assert.Equal(1, Logs.Plan("fio version 2 iolog\nsomewhere wait 500 0\n").Count);
    }

    [Fact]
    public void What_stands_in_the_fields_of_a_sync_means_nothing()
    {
        // fio leaves the offset of the last request there.
        var plan = Logs.Plan(Logs.Three + "1773 disk0 sync 421377 0\n1774 disk0 datasync 99999999999 7\n", new IoLimits { DiskBytes = 4096 });
        Assert.Equal(["Sync 0 0 0 1773000", "DataSync 0 0 0 1774000"], Logs.Requests(plan));
    }

    [Fact]
    public void Several_files_are_told_apart()
    {
        var plan = Logs.Plan("fio version 2 iolog\na add\nb add\nb open\na open\na read 0 512\nb write 512 512\na close\n");
        Assert.Equal([new IoFile("a", 512, false), new IoFile("b", 1024, true)], plan.Files);
        Assert.Equal(["Read 0 0 512 0", "Write 1 512 512 0"], Logs.Requests(plan));
    }

    [Theory]
    [InlineData("my disk")]
    [InlineData("two  blanks")]
    [InlineData("/dev/disk/by-id/x y z")]
    [InlineData("read 0 512")]
    [InlineData("12 read")]
    [InlineData("open")]
    [InlineData("Platte-Ü-盘")]
    [InlineData("#disk")]
    public void A_file_name_may_contain_blanks_and_words_of_the_format(string name)
    {
        var two = Logs.Plan($"fio version 2 iolog\n{name} add\n{name} open\n{name} read 0 512\n{name} close\n");
        Assert.Equal(name, Assert.Single(two.Files).Name);
        var three = Logs.Plan($"fio version 3 iolog\n1 {name} add\n2 {name} open\n3 {name} read 0 512\n4 {name} close\n");
        Assert.Equal(name, Assert.Single(three.Files).Name);
        Assert.Equal(3, three.Count);
    }

    [Theory]
    [InlineData("fio version 2 iolog\r\ndisk0 add\r\ndisk0 open\r\ndisk0 read 0 512\r\n")]
    [InlineData("fio version 2 iolog\n\n  \n# a remark\n#\ndisk0 add\n\t\ndisk0 open\ndisk0 read 0 512\n\n\n")]
    [InlineData("fio version 2 iolog\n  disk0   add  \n\tdisk0\topen\ndisk0  read\t0   512  \n")]
    [InlineData("\uFEFFfio version 2 iolog\ndisk0 add\ndisk0 open\ndisk0 read 0 512\n")]
    [InlineData("fio version 2 iolog\ndisk0 add\ndisk0 add\ndisk0 open\ndisk0 read 0 512")]
    [InlineData("fio version 2 iolog\ndisk0 add\ndisk0 open\ndisk0 read 000 0512\n")]
    public void Line_ends_blanks_and_remarks_do_not_matter(string text)
    {
        var plan = Logs.Plan(text);
        Assert.Equal(["Read 0 0 512 0"], Logs.Requests(plan));
        Assert.Equal("disk0", Assert.Single(plan.Files).Name);
    }

    [Fact]
    public void A_file_may_be_opened_again_after_a_close()
    {
        // fio does so for loops and for the reading phase of a verification.
        var plan = Logs.Plan(Logs.Two + "disk0 write 0 512\ndisk0 close\ndisk0 open\ndisk0 read 0 512\ndisk0 close\n");
        Assert.Equal(6, plan.Count);
    }

    [Fact]
    public void Recordings_that_fio_appended_follow_one_another()
    {
        // fio opens the log for appending: a second run, or a second job, writes another header, and its clock starts again.
        var plan = Logs.Plan("fio version 3 iolog\n12 disk0 add\n47 disk0 open\n52 disk0 read 0 512\n62 disk0 close\nfio version 3 iolog\n17 disk0 add\n19 disk0 open\n27 disk0 write 0 512\n30 disk0 close\n");
        Assert.Equal([35_000, 40_000, 50_000, 52_000, 60_000, 63_000], plan.Requests.ToArray().Select(request => request.DueNs));
        Assert.Single(plan.Files);
        Assert.Equal(0, plan.BackwardTimes);
    }

    [Fact]
    public void A_log_is_read_from_a_file()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, Logs.Two + "disk0 read 0 512\n");
            var result = IoLog.Read(path, new IoLimits());
            Assert.Equal(path, result.Plan!.Source);
            Assert.Equal(2, result.Plan.Count);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Many_lines_take_memory_for_their_requests_and_little_else()
    {
        var text = new MemoryStream();
        text.Write("fio version 3 iolog\n0 disk0 add\n0 disk0 open\n"u8);
        for (var i = 0; i < 200_000; i++)
            text.Write(System.Text.Encoding.ASCII.GetBytes($"{i * 7} disk0 {(i % 2 == 0 ? "read" : "write")} {i % 8192 * 512L} 4096\n"));
        text.Position = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var plan = IoLog.Read(text, Logs.Name, new IoLimits()).Plan!;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(200_001, plan.Count);
        Assert.InRange(allocated, 0, (2 * 200_000 * 40) + 1_500_000); // 40 bytes a request, twice (list and array); the room for the list is guessed generously
    }
}
