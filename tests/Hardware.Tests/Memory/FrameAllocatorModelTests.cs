using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Tests.Memory;

/// <summary>The allocator against a model that looks at every frame, under any sequence of requests.</summary>
public sealed class FrameAllocatorModelTests
{
    [Theory]
    [InlineData(FramePolicy.Contiguous)]
    [InlineData(FramePolicy.Scattered)]
    [InlineData(FramePolicy.Descending)]
    public void It_gives_the_frames_that_the_policy_names_and_the_books_balance_in_the_end(FramePolicy policy) => Trials.Run(300, random =>
    {
        var pageSize = random.Pick(PageSize.FourKiB, PageSize.EightKiB);
        var frames = 2 + random.Below(random.Pick(6, 70, 300));
        var lowFrames = random.Below(2) == 0 ? 0 : random.Below(frames);
        var allocator = new FrameAllocator((ulong)(frames * pageSize.Bytes), pageSize, policy, (ulong)random.Seed, (ulong)(lowFrames * pageSize.Bytes));
        Assert.Equal((ulong)frames - 1, allocator.Capacity);
        for (var life = 0; life < 2; life++)
        {
            var model = new FrameModel(frames, lowFrames, pageSize, policy);
            var held = new List<int>();
            for (var i = 0; i < random.Seed; i++)
                Step(allocator, model, held, policy, pageSize, random);
            if (life == 0 && random.Below(2) == 0)
            {
                allocator.Reset();
            }
            else
            {
                foreach (var frame in held)
                    allocator.Free(new PageFrame((ulong)frame));
            }

            allocator.AssertInvariants(full: true);
            Assert.Equal(0UL, allocator.InUse + allocator.LowInUse);
        }
    });

    private static void Step(FrameAllocator allocator, FrameModel model, List<int> held, FramePolicy policy, PageSize pageSize, TrialRandom random)
    {
        var limits = Limits(model.Used.Length, pageSize, random);
        switch (random.Below(5))
        {
            case 0 when held.Count > 0:
                var index = random.Below(held.Count);
                allocator.Free(new PageFrame((ulong)held[index]));
                model.Used[held[index]] = false;
                held.RemoveAt(index);
                break;
            case 1:
                var pages = 1 + random.Below(random.Pick(3, 10, 80));
                var run = model.Run(pages, limits);
                Assert.Equal(run is not null, allocator.TryAllocateRun((ulong)pages, limits, out var first));
                Assert.Equal((ulong)(run ?? 0), first.Number);
                for (var frame = run ?? 0; run is not null && frame < run + pages; frame++)
                    Hold(frame);
                break;
            case 2:
                Single(limits, allocator.TryAllocate(limits, out var restricted), restricted);
                break;
            default:
                Single(FrameLimits.Any, allocator.TryAllocate(out var any), any);
                break;
        }

        allocator.AssertInvariants(full: random.Below(8) == 0);
        Assert.Equal((ulong)model.InUse, allocator.InUse);
        var probe = random.Below(model.Used.Length);
        Assert.Equal(model.Used[probe], allocator.IsInUse(new PageFrame((ulong)probe)));

        void Single(FrameLimits asked, bool given, PageFrame frame)
        {
            var expected = model.Single(asked);
            Assert.Equal(expected is not null, given);
            if (expected is null)
                return;
            if (policy == FramePolicy.Scattered)
                Assert.True(model.Fits((int)frame.Number, 1, asked), $"{frame} was not to be given.");
            else
                Assert.Equal(expected, (int)frame.Number);
            Hold((int)frame.Number);
        }

        void Hold(int frame)
        {
            Assert.InRange(frame, 1, model.Used.Length - 1);
            Assert.False(model.Used[frame], $"Frame {frame} is given twice.");
            model.Used[frame] = true;
            held.Add(frame);
        }
    }

    private static FrameLimits Limits(int frames, PageSize pageSize, TrialRandom random)
    {
        var bytes = (ulong)(frames * pageSize.Bytes);
        var lowest = random.Below(2) == 0 ? 0 : random.Next() % bytes;
        var highest = random.Pick(ulong.MaxValue, bytes, bytes - 1, bytes - 2, random.Next() % bytes);
        return new FrameLimits(new PhysicalAddress(lowest), new PhysicalAddress(highest))
        {
            Alignment = random.Pick(1UL, 1UL, 512UL, 8192UL, 16384UL, 65536UL),
            Segment = random.Pick(ulong.MaxValue, ulong.MaxValue, 0xFFFFUL, 0x7FFFUL, 0x1FFFUL, 0xFFFUL, 0xFFEUL, 99_999UL, 0UL),
        };
    }
}
