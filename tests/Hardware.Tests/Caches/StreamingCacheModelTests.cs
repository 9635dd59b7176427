using DmaActors.Hardware.Tests.Memory;

namespace DmaActors.Hardware.Tests.Caches;

/// <summary>The streaming cache against one that is written byte by byte, beside a processor that goes to memory, under any sequence of operations.</summary>
public sealed class StreamingCacheModelTests
{
    private const int Installed = 8 * 4096;

    [Fact]
    public void It_agrees_with_a_cache_that_is_written_byte_by_byte() => Trials.Run(400, random =>
    {
        var pageSize = random.Pick(PageSize.FourKiB, PageSize.EightKiB);
        var lineCount = random.Pick(1, 2, 3, StreamingCache.DefaultLines);
        var memory = new PhysicalMemory(Installed);
        var cache = new StreamingCache(memory, pageSize, lineCount);
        var model = new NaiveStreamingCache(lineCount, pageSize.Bytes);
        // Four bus pages, on two frames: two mappings of one page are two lines. Low, or the last pages that a 64-bit address can name.
        var first = random.Pick(0UL, ulong.MaxValue - (4UL * (ulong)pageSize.Bytes) + 1);
        // 100,000 operations in all: 251 on the average, in 400 trials.
        for (var i = 0; i < 50 + random.Seed; i++)
        {
            Step(memory, cache, model, first, pageSize, random);
            cache.AssertInvariants();
            Assert.Equal(model.IsFlushing, cache.IsFlushing);
        }

        AgreesWith(model, memory);
        cache.FlushContext(1);
        model.FlushContext(1);
        cache.CompleteFlush();
        model.CompleteFlush();
        AgreesWith(model, memory);
    });

    private static void AgreesWith(NaiveStreamingCache model, PhysicalMemory memory)
    {
        var expected = new byte[Installed];
        foreach (var (at, value) in model.Memory)
            expected[at] = value;
        Assert.Equal(-1, memory.FirstDifference(default, expected));
    }

    private static void Step(PhysicalMemory memory, StreamingCache cache, NaiveStreamingCache model, ulong first, PageSize pageSize, TrialRandom random)
    {
        var page = random.Below(4);
        var context = page / 2;
        var inPage = random.Pick(random.Below(8) * 64, pageSize.Bytes - 128) + random.Below(64);
        var length = Math.Min(random.Pick(0, 1, random.Below(64), random.Below(300)), pageSize.Bytes - inPage);
        var at = first + (ulong)((page * pageSize.Bytes) + inPage);
        var there = (ulong)((page % 2 * pageSize.Bytes) + inPage);
        switch (random.Below(10))
        {
            case 0 or 1 or 2:
                var data = random.Bytes(length);
                cache.Write(new BusAddress(at), new PhysicalAddress(there), context, data);
                for (var i = 0; i < length; i++)
                    model.Write(at + (ulong)i, there + (ulong)i, context, data[i]);
                break;
            case 3 or 4 or 5:
                var read = new byte[length];
                cache.Read(new BusAddress(at), new PhysicalAddress(there), context, read);
                Assert.Equal([.. Enumerable.Range(0, length).Select(i => model.Read(at + (ulong)i, there + (ulong)i, context))], read);
                break;
            case 6:
                var processors = random.Bytes(length);
                memory.Write(new PhysicalAddress(there), processors);
                for (var i = 0; i < length; i++)
                    model.Memory[there + (ulong)i] = processors[i];
                break;
            case 7:
                cache.Flush(new BusAddress(at), (ulong)length);
                model.Flush(at, (ulong)length);
                break;
            case 8:
                FlushOtherwise(cache, model, context, first + (ulong)(page * pageSize.Bytes), random);
                break;
            default:
                cache.CompleteFlush();
                model.CompleteFlush();
                break;
        }
    }

    private static void FlushOtherwise(StreamingCache cache, NaiveStreamingCache model, int context, ulong page, TrialRandom random)
    {
        switch (random.Below(3))
        {
            case 0:
                cache.FlushContext(context);
                model.FlushContext(context);
                break;
            case 1:
                var flag = (ulong)(Installed - 64 + random.Below(56));
                cache.RequestFlag(new PhysicalAddress(flag));
                model.RequestFlag(flag);
                break;
            default:
                cache.Evict(new BusAddress(page));
                model.Evict(page);
                break;
        }
    }
}
