using System.Runtime.CompilerServices;
using DmaActors.Lab.Workloads;

namespace DmaActors.Lab.Tests.Workloads;

/// <summary>The log that ships with the default scenario: what it promises, so that nobody replaces it by one that exercises less.</summary>
public sealed class DefaultLogTests
{
    private const long DiskBytes = 24 << 20;

    [Fact]
    public void It_is_a_log_of_fio_that_fits_a_disk_of_24_MiB()
    {
        var result = IoLog.Read(PathOf(), new IoLimits { DiskBytes = DiskBytes });
        Assert.Empty(result.Errors.List);
        var plan = result.Plan!;
        Assert.Equal("disk0", Assert.Single(plan.Files).Name);
        Assert.False(plan.Files[0].LeftOpen);
        Assert.True(plan.HasTimes);
        Assert.Equal((2767, 2233, 20, 2), (plan.Totals.Reads, plan.Totals.Writes, plan.Totals.Syncs, plan.Totals.OpensAndCloses));
        var sizes = plan.Requests.ToArray().Where(request => request.IsTransfer).Select(request => request.Length).Distinct().Order();
        Assert.Equal([512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072], sizes);
    }

    [Fact]
    public void At_a_depth_of_16_some_of_its_requests_meet_one_in_flight()
    {
        var plan = IoLog.Read(PathOf(), new IoLimits { DiskBytes = DiskBytes }).Plan!;
        var cursor = new ReplayCursor(plan, 16, paced: false);
        var inFlight = new Queue<int>();
        while (!cursor.Done)
        {
            while (cursor.TryIssue(0, out var request))
                inFlight.Enqueue(request.Ordinal);
            if (inFlight.TryDequeue(out var ended))
                Assert.True(cursor.TryComplete(ended));
        }

        Assert.InRange(cursor.OverlapWaits, 100, 1000);
        Assert.InRange(cursor.BarrierWaits, 20, 100);
    }

    private static string PathOf([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "config", "scenarios", "default.iolog");
}
