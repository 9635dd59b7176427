using DmaActors.Lab.Workloads;

namespace DmaActors.Lab.Tests.Workloads;

/// <summary>Logs exactly as fio 3.33 wrote them, each with the options that made it (beside <c>--size=256k --number_ios=12</c>).</summary>
public sealed class FioLogSamplesTests
{
    [Fact]
    public void A_log_of_several_files_of_which_some_are_opened_only_to_be_synced()
    {
        var plan = Logs.Plan(SeveralFiles + "\n");
        Assert.Equal(["disk0", "disk1", "disk2"], plan.Files.Select(file => file.Name));
        Assert.Equal((12, 3, 6), (plan.Totals.Writes, plan.Totals.Syncs, plan.Totals.OpensAndCloses));
        Assert.Equal([0, 0, 86016], plan.Files.Select(file => file.RequiredBytes));
    }

    [Fact]
    public void A_log_of_a_verification_opens_its_file_again()
    {
        var totals = Logs.Plan(Verified + "\n").Totals;
        Assert.Equal((8, 8, 4), (totals.Writes, totals.Reads, totals.OpensAndCloses));
    }

    [Fact]
    public void A_log_of_two_jobs_holds_two_recordings()
    {
        var plan = Logs.Plan(TwoJobs + "\n");
        Assert.Equal((24, 4, 0), (plan.Totals.Reads + plan.Totals.Writes, plan.Totals.OpensAndCloses, plan.BackwardTimes));
        Assert.Single(plan.Files);
    }

    [Fact]
    public void A_log_with_sync_file_range_is_refused_at_each_of_its_lines()
    {
        Assert.Equal([6, 9], Logs.Errors(FileRanges + "\n").Select(error => error.Line));
    }

    [Fact]
    public void A_log_of_requests_that_are_no_sectors_is_refused_at_each_of_them()
    {
        Assert.Equal([4, 4, 5, 5, 6, 6, 7, 7], Logs.Errors(Odd + "\n").Select(error => error.Line));
    }

    /// <summary>--filename=disk0:disk1:disk2 --rw=randwrite --bs=4k --openfiles=1 --file_service_type=random --end_fsync=1</summary>
    private const string SeveralFiles = """
        fio version 3 iolog
        16 disk0 add
        21 disk1 add
        21 disk2 add
        111 disk2 open
        115 disk2 write 4096 4096
        141 disk2 write 61440 4096
        146 disk2 write 69632 4096
        148 disk2 write 36864 4096
        151 disk2 write 32768 4096
        154 disk2 write 73728 4096
        157 disk2 write 28672 4096
        159 disk2 write 40960 4096
        161 disk2 write 77824 4096
        164 disk2 write 8192 4096
        166 disk2 write 81920 4096
        168 disk2 write 53248 4096
        176 disk0 open
        176 disk0 sync 53248 0
        513 disk0 close
        521 disk1 open
        521 disk1 sync 53248 0
        566 disk1 close
        567 disk2 sync 53248 0
        947 disk2 close
        """;

    /// <summary>--filename=disk0 --rw=randwrite --bs=4k --verify=crc32c --number_ios=8</summary>
    private const string Verified = """
        fio version 3 iolog
        18 disk0 add
        127 disk0 open
        137 disk0 write 12288 4096
        165 disk0 write 192512 4096
        170 disk0 write 217088 4096
        174 disk0 write 122880 4096
        177 disk0 write 102400 4096
        181 disk0 write 221184 4096
        184 disk0 write 98304 4096
        187 disk0 write 90112 4096
        192 disk0 close
        316 disk0 open
        317 disk0 read 12288 4096
        325 disk0 read 192512 4096
        328 disk0 read 217088 4096
        330 disk0 read 122880 4096
        331 disk0 read 102400 4096
        332 disk0 read 221184 4096
        333 disk0 read 98304 4096
        334 disk0 read 90112 4096
        927 disk0 close
        """;

    /// <summary>--filename=disk0 --rw=randrw --bs=4k --numjobs=2</summary>
    private const string TwoJobs = """
        fio version 3 iolog
        12 disk0 add
        47 disk0 open
        48 disk0 read 65536 4096
        150 disk0 write 45056 4096
        164 disk0 write 155648 4096
        186 disk0 write 8192 4096
        189 disk0 write 114688 4096
        192 disk0 write 159744 4096
        194 disk0 read 180224 4096
        260 disk0 write 73728 4096
        263 disk0 write 77824 4096
        265 disk0 write 20480 4096
        267 disk0 write 98304 4096
        279 disk0 write 16384 4096
        290 disk0 close
        fio version 3 iolog
        17 disk0 add
        110 disk0 open
        114 disk0 read 12288 4096
        342 disk0 read 192512 4096
        441 disk0 read 217088 4096
        467 disk0 write 122880 4096
        472 disk0 read 102400 4096
        1162 disk0 read 221184 4096
        1211 disk0 write 98304 4096
        1214 disk0 write 90112 4096
        1217 disk0 write 237568 4096
        1219 disk0 read 16384 4096
        1223 disk0 write 225280 4096
        1226 disk0 read 167936 4096
        1268 disk0 close
        """;

    /// <summary>--filename=disk0 --rw=write --bs=4k --sync_file_range=write:2 --number_ios=6</summary>
    private const string FileRanges = """
        fio version 3 iolog
        17 disk0 add
        105 disk0 open
        108 disk0 write 0 4096
        137 disk0 write 4096 4096
        143 disk0 sync_file_range 4096 0
        221 disk0 write 8192 4096
        224 disk0 write 12288 4096
        227 disk0 sync_file_range 12288 0
        238 disk0 write 16384 4096
        241 disk0 write 20480 4096
        248 disk0 close
        """;

    /// <summary>--filename=disk0 --rw=randwrite --bs=1000 --number_ios=4</summary>
    private const string Odd = """
        fio version 3 iolog
        17 disk0 add
        113 disk0 open
        117 disk0 write 15000 1000
        146 disk0 write 193000 1000
        151 disk0 write 220000 1000
        154 disk0 write 123000 1000
        161 disk0 close
        """;
}
