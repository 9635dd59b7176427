using System.Text;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Workloads;

namespace DmaActors.Lab.Tests.Workloads;

public sealed class IoLogErrorsTests
{
    private static readonly IoLimits OneMiB = new() { DiskBytes = 1 << 20 };

    /// <summary>One bad line behind header, add and open: line 4.</summary>
    [Theory]
    [InlineData("disk0 read 100 512", 12, "offset", "offset 100 is not a multiple of 512", "0 for instance")]
    [InlineData("disk0 read 1025 512", 12, "offset", "offset 1025 is not a multiple of 512", "1024 for instance")]
    [InlineData("disk0 write 0 1000", 15, "length", "length 1000 is not a multiple of 512", "1024 for instance")]
    [InlineData("disk0 read 0 511", 14, "length", "length 511 is not a multiple of 512", "512 for instance")]
    [InlineData("disk0 read 0 0", 14, "length", "the length is 0", "at least 512")]
    [InlineData("disk0 trim 0 0", 14, "length", "the length is 0", "at least 512")]
    [InlineData("disk0 trim 1 512", 12, "offset", "offset 1 is not a multiple of 512", "0 for instance")]
    [InlineData("disk0 read 1048576 512", 12, "offset", "1049088 is beyond the end of the image, 1048576", "up to 1048576")]
    [InlineData("disk0 read 1048064 1024", 12, "offset", "1049088 is beyond the end of the image, 1048576", "up to 1048576")]
    [InlineData("disk0 trim 9223372036854775296 9223372036854775296", 12, "offset", "18446744073709550592 is beyond the end of the image", "up to 1048576")]
    [InlineData("disk0 read 99999999999999999999 512", 12, "offset", "\"99999999999999999999\" is too large", "at most 9223372036854775807")]
    [InlineData("disk0 read 9223372036854775808 512", 12, "offset", "\"9223372036854775808\" is too large", "at most 9223372036854775807")]
    [InlineData("disk0 read 0 99999999999999999999", 14, "length", "\"99999999999999999999\" is too large", "at most")]
    [InlineData("disk0 read -512 512", 12, "offset", "\"-512\" is not a number", "decimal digits")]
    [InlineData("disk0 read 0x200 512", 12, "offset", "\"0x200\" is not a number", "decimal digits")]
    [InlineData("disk0 read 0 4k", 14, "length", "\"4k\" is not a number", "decimal digits")]
    [InlineData("disk0 sync x 0", 12, "offset", "\"x\" is not a number", "decimal digits")]
    [InlineData("disk0 wait 4611686018427388 0", 12, "offset", "\"4611686018427388\" is too large", "at most 4611686018427387")]
    [InlineData("disk0 read", 11, "offset", "\"read\" lacks its offset and length", "two numbers")]
    [InlineData("disk0 read 512", 15, "length", "\"read\" lacks its length", "two numbers")]
    [InlineData("disk0 sync", 11, "offset", "\"sync\" lacks its offset and length", "(0 0)")]
    [InlineData("disk0 read 0 512 7", 18, "length", "there are 3 fields after \"read\"", "offset and length")]
    [InlineData("disk0 close 0 0", 13, "action", "there are 2 fields after \"close\"", "nothing after the action")]
    [InlineData("disk0 unlink", 7, "action", "unknown action \"unlink\"", "add, open or close")]
    [InlineData("disk0 READ 0 512", 7, "action", "unknown action \"READ\"", "read, write")]
    [InlineData("disk0 sync_file_range 4096 0", 7, "action", "\"sync_file_range\" cannot be replayed", "sync or datasync")]
    [InlineData("disk0", 6, "action", "there is no action after \"disk0\"", "add, open or close")]
    [InlineData("read 0 512", 1, "filename", "there is no file name before \"read\"", "a file name")]
    [InlineData("open", 1, "filename", "there is no file name before \"open\"", "a file name")]
    [InlineData("disk1 open", 1, "filename", "\"disk1\" was not added", "a line \"disk1 add\" before this one")]
    [InlineData("disk1 read 0 512", 1, "filename", "\"disk1\" was not added", "a line \"disk1 add\" before this one")]
    [InlineData("disk0 open", 7, "action", "\"disk0\" is open already (since line 3)", "a close")]
    [InlineData("17 disk0 read 0 512", 1, "filename", "\"17 disk0\" was not added", "without a time stamp")]
    [InlineData("fio version 2 iolog", 1, "version", "another recording begins while \"disk0\" of the last one is open (opened in line 3)", "each close")]
    [InlineData("fio version 4 iolog", 1, "version", "unknown version: \"fio version 4 iolog\"", "\"fio version 2 iolog\" or \"fio version 3 iolog\"")]
    public void A_bad_line_is_named_with_its_place_and_what_would_be_right(string line, int column, string key, string message, string expected)
    {
        var error = Assert.Single(Logs.Errors(Logs.Two + line + "\n", OneMiB));
        Assert.Equal((4, column, key), (error.Line, error.Column, error.Key));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("disk0 read 0 512", 1, "timestamp", "\"disk0\" is not a number")]
    [InlineData("-1 disk0 read 0 512", 1, "timestamp", "\"-1\" is not a number")]
    [InlineData("1.5 disk0 read 0 512", 1, "timestamp", "\"1.5\" is not a number")]
    [InlineData("4611686018427388 disk0 read 0 512", 1, "timestamp", "\"4611686018427388\" is too large")]
    [InlineData("7", 2, "filename", "there is nothing after the time stamp")]
    [InlineData("7 disk0 wait 500 0", 9, "action", "version 3 has no wait")]
    [InlineData("7 read 0 512", 3, "filename", "there is no file name before \"read\"")]
    [InlineData("7 disk0 read 1 512", 14, "offset", "offset 1 is not a multiple of 512")]
    public void A_bad_line_of_version_3_is_named_too(string line, int column, string key, string message)
    {
        var error = Assert.Single(Logs.Errors(Logs.Three + line + "\n", OneMiB));
        Assert.Equal((4, column, key), (error.Line, error.Column, error.Key));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "the log is empty")]
    [InlineData("\n", "the first line is blank")]
    [InlineData("0, 4096, 512\n1, 0, 512\n", "the first line does not name a version: \"0, 4096, 512\"")]
    [InlineData("fio version 1 iolog\n", "unknown version: \"fio version 1 iolog\"")]
    [InlineData("fio version 4 iolog\nfoo\nbar\n", "unknown version: \"fio version 4 iolog\"")]
    [InlineData("FIO version 3 iolog\n", "the first line does not name a version")]
    [InlineData("fio version 3 iologs\n", "unknown version")]
    [InlineData("disk0 add\n", "the first line does not name a version: \"disk0 add\"")]
    [InlineData("\u0007tae blk", "binary blktrace")]
    [InlineData("eat\u0007 blk", "binary blktrace")]
    public void A_log_of_an_unknown_version_is_refused_at_its_first_line(string text, string message)
    {
        var error = Assert.Single(Logs.Errors(text));
        Assert.Equal((1, "version", "\"fio version 2 iolog\" or \"fio version 3 iolog\""), (error.Line, error.Key, error.Expected));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_may_be_as_large_as_63_bits_can_hold()
    {
        Assert.Equal(NumberForm.Good, LogFields.ReadNumber("009223372036854775807"u8, out var number));
        Assert.Equal(long.MaxValue, number);
        Assert.Equal(NumberForm.TooLarge, LogFields.ReadNumber("9223372036854775808"u8, out _));
        Assert.Equal(NumberForm.NotANumber, LogFields.ReadNumber(""u8, out _));
    }

    [Fact]
    public void A_compressed_log_is_recognised()
    {
        var error = Assert.Single(Logs.Read((byte[])[0x1F, 0x8B, 8, 0, 0, 10, 3]).Errors.List);
        Assert.Contains("compressed", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("disk0 read 0 0\n", 1)]
    [InlineData("disk0 read 1 1\n", 2)]
    [InlineData("disk0 read 1 1\ndisk0 nothing\ndisk0 read 0 512\ndisk0 read\n", 4)]
    public void All_errors_are_listed(string lines, int count)
    {
        Assert.Equal(count, Logs.Errors(Logs.Two + lines).Count);
    }

    [Theory]
    [InlineData(InputErrors.Kept - 1)]
    [InlineData(InputErrors.Kept)]
    [InlineData(InputErrors.Kept + 1)]
    [InlineData(10_000)]
    public void Only_so_many_errors_are_kept_but_all_are_counted(int bad)
    {
        var text = new StringBuilder(Logs.Two);
        for (var i = 0; i < bad; i++)
            text.Append("disk0 read 0 1\n");
        var errors = Logs.Read(text.ToString()).Errors;
        Assert.Equal(bad, errors.Count);
        Assert.Equal(Math.Min(bad, InputErrors.Kept), errors.List.Count);
        Assert.Equal(4, errors.List[0].Line);
    }

    [Fact]
    public void A_file_that_was_not_opened_is_told_once_and_not_for_every_line()
    {
        var errors = Logs.Errors("fio version 2 iolog\na add\na read 0 512\na read 0 512\nb read 0 512\nb read 0 512\na close\n");
        Assert.Equal([(3, "\"a\" is not open"), (5, "\"b\" was not added")], errors.Select(error => (error.Line, error.Message)));
    }

    [Fact]
    public void A_closed_file_is_not_open()
    {
        var errors = Logs.Errors(Logs.Two + "disk0 close\ndisk0 close\ndisk0 read 0 512\n");
        Assert.Equal([(5, "\"disk0\" is not open"), (6, "\"disk0\" is not open")], errors.Select(error => (error.Line, error.Message)));
    }

    [Fact]
    public void A_log_that_was_cut_short_says_so()
    {
        var errors = Logs.Errors(Logs.Two + "disk0 read 0 512\ndisk0 read 4096 13");
        Assert.Equal([(5, "length"), (5, "")], errors.Select(error => (error.Line, error.Key)));
        Assert.Contains("cut short", errors[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_last_line_that_is_whole_needs_no_line_break()
    {
        Assert.Equal(2, Logs.Plan(Logs.Two + "disk0 read 0 512").Count);
    }

    [Fact]
    public void A_line_that_is_too_long_is_an_error_and_the_next_is_read()
    {
        var errors = Logs.Errors(Logs.Two + new string('x', 10_000) + "\ndisk0 read 1 512\n");
        Assert.Equal([4, 5], errors.Select(error => error.Line));
        Assert.Contains("longer than 4096 bytes", errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_without_requests_is_refused()
    {
        Assert.Contains("no request", Assert.Single(Logs.Errors("fio version 2 iolog\ndisk0 add\n")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_in_the_middle_makes_the_files_unknown_again()
    {
        var errors = Logs.Errors(Logs.Two + "disk0 close\nfio version 3 iolog\n0 disk0 open\n");
        Assert.Equal((6, "\"disk0\" was not added"), (errors[0].Line, errors[0].Message));
    }

    [Theory]
    [InlineData(4096, null)]
    [InlineData(4608, "length 4608 is more than one request can move")]
    public void The_longest_transfer_is_a_limit_for_reads_and_writes_but_not_for_trims(int length, string? message)
    {
        var limits = new IoLimits { TransferBytes = 4096 };
        Assert.Equal(2, Logs.Plan(Logs.Two + $"disk0 trim 0 {length}\n", limits).Count);
        foreach (var action in (string[])["read", "write"])
            Assert.Equal(message, Logs.Read(Logs.Two + $"disk0 {action} 0 {length}\n", limits).Errors.List.SingleOrDefault()?.Message);
    }

    [Fact]
    public void The_last_sector_of_the_image_can_be_read_and_not_the_one_behind_it()
    {
        var limits = new IoLimits { DiskBytes = 1536 };
        Assert.Equal(1536, Logs.Plan(Logs.Two + "disk0 read 1024 512\n", limits).Files[0].RequiredBytes);
        Assert.Single(Logs.Errors(Logs.Two + "disk0 read 1536 512\n", limits));
    }

    [Fact]
    public void Without_an_image_a_log_is_limited_by_the_largest_disk_there_is()
    {
        Assert.Equal(2, Logs.Plan(Logs.Two + $"disk0 read {IoLimits.MaximumDiskBytes - 512} 512\n").Count);
        Assert.Contains("the largest disk", Assert.Single(Logs.Errors(Logs.Two + $"disk0 read {IoLimits.MaximumDiskBytes} 512\n")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_requests_or_files_end_the_reading()
    {
        var limits = new IoLimits { Requests = 2, Files = 2 };
        var requests = Assert.Single(Logs.Errors(Logs.Two + "disk0 read 0 512\ndisk0 read 0 512\ndisk0 bad\n", limits));
        Assert.Equal((5, "the log holds more than 2 requests"), (requests.Line, requests.Message));
        var files = Assert.Single(Logs.Errors("fio version 2 iolog\na add\nb add\nc add\nd bad\n", limits));
        Assert.Equal((4, "the log names more than 2 files", "at most 2: each file of the log is a disk of the scenario"), (files.Line, files.Message, files.Expected));
    }

    [Fact]
    public void Columns_count_characters_not_bytes()
    {
        Assert.Equal(11, Assert.Single(Logs.Errors("fio version 2 iolog\nÜ-盘 add\nÜ-盘 open\nÜ-盘 read  1 512\n")).Column);
    }

    [Fact]
    public void Control_characters_of_a_log_do_not_reach_the_terminal()
    {
        var error = Assert.Single(Logs.Errors("fio version 2 iolog\n\u001b[31m open\n"));
        Assert.DoesNotContain('\u001b', error.ToString());
    }

    [Theory]
    [InlineData("missing", "there is no such file")]
    [InlineData("", "the file name is empty")]
    [InlineData("directory", "it is a directory")]
    public void A_log_that_is_no_file_is_an_error(string which, string message)
    {
        var path = which switch
        {
            "missing" => Path.Combine(Path.GetTempPath(), "no-such-folder", "no.iolog"),
            "directory" => Path.GetTempPath(),
            _ => "",
        };
        var result = IoLog.Read(path, new IoLimits());
        Assert.Null(result.Plan);
        Assert.Equal(InputError.OfFile(path, "iolog", message, "the path of an fio I/O log"), Assert.Single(result.Errors.List));
    }

    [Fact]
    public void An_error_is_shown_in_one_line_with_its_place()
    {
        Assert.Equal("a.iolog:7:3: bad; expected: good", new InputError("a.iolog", 7, 3, "k", "bad", "good").ToString());
        Assert.Equal("a.iolog:7: bad; expected: good", new InputError("a.iolog", 7, 0, "k", "bad", "good").ToString());
        Assert.Equal("a.iolog: bad", InputError.OfFile("a.iolog", "k", "bad", "").ToString());
    }

    [Fact]
    public void Random_damage_to_a_log_gives_a_plan_or_errors_with_lines_and_never_an_exception()
    {
        var good = Encoding.ASCII.GetBytes(Logs.Three + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i} disk0 write {i * 512} 1024\n")));
        var random = new SplitMix64(99);
        for (var round = 0; round < 3000; round++)
        {
            var bad = (byte[])good.Clone();
            for (var i = random.Below(4); i < 4; i++)
                bad[random.Below((ulong)bad.Length)] = (byte)random.Below(256);
            bad = bad[..(int)random.Below((ulong)bad.Length + 1)];
            var result = Logs.Read(bad);
            Assert.Equal(result.Plan is null, result.Errors.Any);
            Assert.All(result.Errors.List, error => Assert.InRange(error.Line, error.Key == "iolog" ? 0 : 1, 30));
        }
    }
}
