using DmaActors.Lab.Workloads;

namespace DmaActors.Lab.Tests.Workloads;

public sealed class SyntheticMixTests
{
    private static readonly IoLimits Limits = new() { DiskBytes = 1 << 20 };

    [Fact]
    public void The_plan_is_the_same_everywhere()
    {
        var plan = new SyntheticMix { Requests = 10, TrimPercent = 20, RandomPercent = 60, Sizes = [new(512, 1), new(4096, 1)], SyncEvery = 3, Files = 2, IntervalNs = 1000 }.Generate(1, Limits);
        Assert.Equal(Golden, plan.Requests.ToArray().Select(request => $"{request.Kind} {request.File} {request.Offset} {request.Length} {request.DueNs}"));
    }

    /// <summary>Computed by an independent program.</summary>
    private static readonly string[] Golden =
    [
        "Open 0 0 0 0",
        "Open 1 0 0 0",
        "Trim 1 344064 4096 0",
        "Read 1 348160 4096 1000",
        "Read 0 438272 4096 2000",
        "Trim 1 704512 4096 3000",
        "Sync 1 0 0 3000",
        "Read 1 135168 4096 4000",
        "Write 1 868352 4096 5000",
        "Read 0 442368 512 6000",
        "Trim 1 598016 4096 7000",
        "Sync 1 0 0 7000",
        "Read 0 442880 512 8000",
        "Sync 0 0 0 8000",
        "Read 0 180224 4096 9000",
        "Close 0 0 0 9000",
        "Close 1 0 0 9000",
    ];

    [Fact]
    public void Shares_are_as_asked()
    {
        var plan = new SyntheticMix { Requests = 100_000, ReadPercent = 30, TrimPercent = 10, Sizes = [new(512, 1), new(1024, 3)] }.Generate(5, Limits);
        Assert.InRange(plan.Totals.Reads, 29_000, 31_000);
        Assert.InRange(plan.Totals.Trims, 9_500, 10_500);
        Assert.Equal(100_000, plan.Totals.Reads + plan.Totals.Trims + plan.Totals.Writes);
        Assert.InRange(plan.Requests.ToArray().Count(request => request.Length == 512), 24_000, 26_000);
    }

    [Fact]
    public void Every_request_lies_on_the_disk_and_every_place_is_met()
    {
        var limits = new IoLimits { DiskBytes = 8 * 512 };
        var plan = new SyntheticMix { Requests = 2000, AlignmentBytes = 512, Sizes = [new(512, 1), new(2048, 1), new(4096, 1)] }.Generate(5, limits);
        var requests = plan.Requests.ToArray().Where(request => request.IsTransfer).ToList();
        Assert.All(requests, request => Assert.InRange(request.End, request.Length, 4096));
        Assert.Equal(8 + 5 + 1, requests.Select(request => (request.Offset, request.Length)).Distinct().Count());
    }

    [Fact]
    public void Sequential_requests_follow_one_another_and_begin_again_at_the_end()
    {
        var limits = new IoLimits { DiskBytes = 10 * 512 };
        var plan = new SyntheticMix { Requests = 5, RandomPercent = 0, Sizes = [new(2048, 1)] }.Generate(5, limits);
        Assert.Equal([0, 2048, 0, 2048, 0], plan.Requests.ToArray().Where(request => request.Length > 0).Select(request => request.Offset));
    }

    [Fact]
    public void Files_are_opened_first_and_closed_last_and_all_are_used()
    {
        var plan = new SyntheticMix { Files = 3, Requests = 100, SyncEvery = 10 }.Generate(5, Limits);
        Assert.Equal(["disk0", "disk1", "disk2"], plan.Files.Select(file => file.Name));
        Assert.All(plan.Files, file => Assert.True(file is { RequiredBytes: > 0, LeftOpen: false }));
        Assert.All(plan.Requests[..3].ToArray(), request => Assert.Equal(IoKind.Open, request.Kind));
        Assert.All(plan.Requests[^3..].ToArray(), request => Assert.Equal(IoKind.Close, request.Kind));
        Assert.InRange(plan.Totals.Syncs, 7, 10);
        Assert.False(plan.HasTimes);
    }

    [Fact]
    public void Another_seed_gives_another_plan_and_the_same_seed_the_same()
    {
        var mix = new SyntheticMix { Requests = 50 };
        Assert.Equal(mix.Generate(1, Limits).Requests.ToArray(), mix.Generate(1, Limits).Requests.ToArray());
        Assert.NotEqual(mix.Generate(1, Limits).Requests.ToArray(), mix.Generate(2, Limits).Requests.ToArray());
    }

    [Fact]
    public void All_that_is_wrong_with_a_mix_is_listed()
    {
        var mix = new SyntheticMix
        {
            Requests = 0,
            ReadPercent = 101,
            TrimPercent = -1,
            RandomPercent = 200,
            SyncEvery = -1,
            Files = 0,
            IntervalNs = -1,
            AlignmentBytes = 100,
            Sizes = [new(100, 1), new(2 << 20, 1), new(512, 0)],
        };
        var problems = mix.Problems(Limits);
        Assert.Equal(["requests", "readPercent", "trimPercent", "randomPercent", "syncEvery", "files", "interval", "alignment", "sizes", "sizes", "sizes"], problems.Select(problem => problem.Key));
        Assert.All(problems, problem => Assert.NotEmpty(problem.Expected));
        Assert.Throws<ArgumentException>(() => mix.Generate(1, Limits));
    }

    [Fact]
    public void Shares_that_are_more_than_all_and_no_sizes_are_wrong()
    {
        Assert.Equal("trimPercent", Assert.Single(new SyntheticMix { ReadPercent = 60, TrimPercent = 41 }.Problems(Limits)).Key);
        Assert.Empty(new SyntheticMix { ReadPercent = 60, TrimPercent = 40 }.Problems(Limits));
        Assert.Equal("sizes", Assert.Single(new SyntheticMix { Sizes = [] }.Problems(Limits)).Key);
    }
}
