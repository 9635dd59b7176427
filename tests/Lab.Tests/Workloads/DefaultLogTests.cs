using System.Runtime.CompilerServices;
using DmaActors.Lab.Workloads;

namespace DmaActors.Lab.Tests.Workloads;

/// <summary>The log that ships with the default scenario: what it promises, so that nobody replaces it by one that exercises less.</summary>
public sealed class DefaultLogTests
{
    private const long DiskBytes = 16 << 20;

    [Fact]
    public void It_is_a_log_of_fio_that_fits_two_disks_of_16_MiB()
    {
        var result = IoLog.Read(PathOf(), new IoLimits { DiskBytes = DiskBytes });
        Assert.Empty(result.Errors.List);
        var plan = result.Plan!;
        Assert.Equal(["disk0", "disk1"], plan.Files.Select(file => file.Name));
        Assert.All(plan.Files, file => Assert.False(file.LeftOpen));
        Assert.True(plan.HasTimes);
        Assert.Equal((2851, 1925, 8, 4), (plan.Totals.Reads, plan.Totals.Writes, plan.Totals.Syncs, plan.Totals.OpensAndCloses));
        var sizes = plan.Requests.ToArray().Where(request => request.IsTransfer).Select(request => request.Length).Distinct().Order();
        Assert.Equal([512, 4096, 8192, 16384, 65536, 131072], sizes);
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

        Assert.InRange(cursor.OverlapWaits, 10, 1000);
        Assert.InRange(cursor.BarrierWaits, 4, 100);
    }

    private static string PathOf([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "config", "scenarios", "default.iolog");
}
