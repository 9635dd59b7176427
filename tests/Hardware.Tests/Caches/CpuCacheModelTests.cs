using DmaActors.Hardware.Tests.Memory;

namespace DmaActors.Hardware.Tests.Caches;

/// <summary>The processor's cache against one that is written byte by byte, beside a device that goes to memory, under any sequence of operations.</summary>
public sealed class CpuCacheModelTests
{
    private const int Window = 2 * 4096;

    [Fact]
    public void It_agrees_with_a_cache_that_is_written_byte_by_byte() => Trials.Run(400, random =>
    {
        var geometry = random.Pick(new CacheGeometry(8, 1, 1), new(16, 4, 2), new(16, 6, 3), new(64, 4, 4), new(64, 16, 1), new(4096, 2, 1));
        // Low, around 4 GiB, and the last pages that a 64-bit address can name.
        var window = random.Pick(0UL, (1UL << 32) - 4096, ulong.MaxValue - 4095 - Window);
        var memory = new PhysicalMemory(window + Window);
        var choosing = random.Below(2) == 0;
        var (rank, modelRank) = (new TrialRandom((ulong)random.Seed), new TrialRandom((ulong)random.Seed));
        var cache = new CpuCache(memory, geometry) { ChooseVictim = choosing ? rank.Below : null };
        var model = new NaiveCpuCache(geometry, window + Window, choosing ? modelRank.Below : null);
        // 100,000 operations in all: 251 on the average, in 400 trials.
        for (var i = 0; i < 50 + random.Seed; i++)
        {
            Step(memory, cache, model, window, random);
            cache.AssertInvariants();
        }

        AgreesWith(model, memory, window);
        cache.WriteBack(new PhysicalAddress(0), ulong.MaxValue);
        model.Maintain(0, ulong.MaxValue, writeBack: true, invalidate: false);
        AgreesWith(model, memory, window);
    });

    private static void AgreesWith(NaiveCpuCache model, PhysicalMemory memory, ulong window)
    {
        var expected = new byte[Window];
        foreach (var (at, value) in model.Memory)
            expected[at - window] = value;
        Assert.Equal(-1, memory.FirstDifference(new PhysicalAddress(window), expected));
    }

    private static void Step(PhysicalMemory memory, CpuCache cache, NaiveCpuCache model, ulong window, TrialRandom random)
    {
        var place = window + (ulong)Place(random);
        var at = new PhysicalAddress(place);
        // Some ranges end behind installed memory, where nothing answers; none behind the last address.
        var length = (int)Math.Min((ulong)random.Pick(0, 1, random.Below(20), random.Below(200)), ulong.MaxValue - place);
        var inside = (int)Math.Min((ulong)length, window + Window - place);
        switch (random.Below(19) / 2)
        {
            case 0 or 1:
                var data = random.Bytes(length);
                Assert.Equal(inside, cache.Write(at, data));
                for (var i = 0; i < length; i++)
                    model.Write(place + (ulong)i, data[i]);
                break;
            case 2 or 3:
                var read = new byte[length];
                Assert.Equal(inside, cache.Read(at, read));
                Assert.Equal(Expected(model, place, length), read);
                break;
            case 4:
                var expected = Expected(model, place, length);
                Assert.Equal(-1, cache.FirstDifference(at, expected));
                break;
            case 5:
                var devices = random.Bytes(inside);
                memory.Write(at, devices);
                for (var i = 0; i < inside; i++)
                    model.Memory[place + (ulong)i] = devices[i];
                break;
            case 9:
                SetCached(cache, model, window + (ulong)(random.Below(2) * 4096), random.Below(2) == 0);
                break;
            default:
                var whole = random.Below(8) == 0;
                var (from, bytes) = whole ? (0UL, ulong.MaxValue) : (place, (ulong)length);
                Maintain(cache, model, from, bytes, random.Below(3));
                break;
        }
    }

    private static void SetCached(CpuCache cache, NaiveCpuCache model, ulong page, bool cached)
    {
        cache.SetCached(new PhysicalAddress(page), 4096, cached);
        if (cached)
        {
            model.Uncached.Remove(page);
            return;
        }

        model.Maintain(page, 4096, writeBack: true, invalidate: true);
        model.Uncached.Add(page);
    }

    private static void Maintain(CpuCache cache, NaiveCpuCache model, ulong from, ulong bytes, int kind)
    {
        var at = new PhysicalAddress(from);
        switch (kind)
        {
            case 0:
                cache.WriteBack(at, bytes);
                break;
            case 1:
                cache.Invalidate(at, bytes);
                break;
            default:
                cache.WriteBackInvalidate(at, bytes);
                break;
        }

        model.Maintain(from, bytes, writeBack: kind != 1, invalidate: kind != 0);
    }

    private static byte[] Expected(NaiveCpuCache model, ulong place, int length) => [.. Enumerable.Range(0, length).Select(i => model.Read(place + (ulong)i))];

    /// <summary>Mostly where lines end, some near the end of memory.</summary>
    private static int Place(TrialRandom random) => random.Below(6) == 0 ? Window - 1 - random.Below(40) : Math.Max(0, (random.Below(12) * 64) + random.Below(9) - 4);
}
