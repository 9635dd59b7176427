namespace DmaActors.Hardware.Tests.Caches;

/// <summary>The processor's cache, and what it does to a device that shares memory with it. The device is whoever reads and writes memory itself.</summary>
public sealed class CpuCacheTests
{
    private const int Line = 64;

    private readonly PhysicalMemory memory = new(1 << 20);
    private readonly CpuCache cache;

    public CpuCacheTests() => cache = new CpuCache(memory, new CacheGeometry(Line, 4, 2));

    [Fact]
    public void A_device_does_not_see_what_the_processor_wrote_until_it_is_written_back()
    {
        Cpu(0x1000, 1, 2, 3);
        Assert.Equal([0, 0, 0], InMemory(0x1000, 3));
        cache.WriteBack(new PhysicalAddress(0x1000), 3);
        Assert.Equal([1, 2, 3], InMemory(0x1000, 3));
    }

    [Fact]
    public void The_processor_does_not_see_what_a_device_wrote_until_it_invalidates()
    {
        Assert.Equal([0, 0], Seen(0x1000, 2));
        Device(0x1000, 7, 8);
        Assert.Equal([0, 0], Seen(0x1000, 2));
        cache.Invalidate(new PhysicalAddress(0x1000), 2);
        Assert.Equal([7, 8], Seen(0x1000, 2));
    }

    [Fact]
    public void What_was_never_in_the_cache_is_read_from_memory()
    {
        Device(0x1000, 7);
        Assert.Equal([7], Seen(0x1000, 1));
    }

    [Fact]
    public void A_line_that_is_written_back_takes_along_the_bytes_beside_those_that_were_written()
    {
        // A buffer of a device from 0x1020 to 0x10E0; the processor's own data lie before it and behind it, in the same lines.
        Cpu(0x101F, 1);
        Cpu(0x10E0, 2);
        Device(0x1020, [.. Enumerable.Repeat((byte)9, 0xC0)]);
        cache.WriteBack(new PhysicalAddress(0x1000), 0x100);
        byte[] expected = [.. new byte[0x1F], 1, .. new byte[0x20], .. Enumerable.Repeat((byte)9, 0x80), .. new byte[0x20], 2, .. new byte[0x1F]];
        Assert.Equal(expected, InMemory(0x1000, 0x100));
    }

    [Fact]
    public void An_eviction_overwrites_what_a_device_wrote_meanwhile()
    {
        Cpu(0x1000, 1);
        Device(0x1001, 9);
        Seen(0x1080, 1);
        Assert.Equal([0, 9], InMemory(0x1000, 2));
        // The third line of the set: the first gives way.
        Seen(0x1100, 1);
        Assert.Equal([1, 0], InMemory(0x1000, 2));
    }

    [Fact]
    public void A_clean_line_that_gives_way_writes_nothing()
    {
        Seen(0x1000, 1);
        Device(0x1000, 9);
        Seen(0x1080, 1);
        Seen(0x1100, 1);
        Assert.Equal([9], InMemory(0x1000, 1));
        Assert.Equal([9], Seen(0x1000, 1));
    }

    [Fact]
    public void The_least_recently_used_line_of_the_set_gives_way()
    {
        Cpu(0x1000, 1);
        Cpu(0x1080, 2);
        Seen(0x1000, 1);
        Seen(0x1100, 1);
        Assert.Equal((0, 2), (InMemory(0x1000, 1)[0], InMemory(0x1080, 1)[0]));
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1, 0, 2)]
    public void Another_line_may_be_chosen_to_give_way(int rank, byte first, byte second)
    {
        cache.ChooseVictim = ways => ways == 2 ? rank : throw new InvalidOperationException("There are two ways.");
        Cpu(0x1000, 1);
        Cpu(0x1080, 2);
        Seen(0x1100, 1);
        Assert.Equal((first, second), (InMemory(0x1000, 1)[0], InMemory(0x1080, 1)[0]));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void A_choice_that_is_no_way_is_refused(int rank)
    {
        cache.ChooseVictim = _ => rank;
        Cpu(0x1000, 1);
        Cpu(0x1080, 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => Seen(0x1100, 1));
    }

    [Theory]
    [InlineData(0xFFF, 1, false, false, false)]
    [InlineData(0xFFF, 2, true, false, false)]
    [InlineData(0x1000, 1, true, false, false)]
    [InlineData(0x103F, 1, true, false, false)]
    [InlineData(0x103F, 2, true, true, false)]
    [InlineData(0x1040, 64, false, true, false)]
    [InlineData(0x1040, 65, false, true, true)]
    [InlineData(0x1020, 0, false, false, false)]
    [InlineData(0x1020, 0x80, true, true, true)]
    public void A_range_means_every_line_that_has_a_byte_of_it(ulong at, ulong length, bool first, bool second, bool third)
    {
        var wide = new CpuCache(memory, new CacheGeometry(Line, 8, 1));
        wide.Write(new PhysicalAddress(0x1000), [.. Enumerable.Repeat((byte)5, 3 * Line)]);
        wide.WriteBack(new PhysicalAddress(at), length);
        Assert.Equal([first, second, third], new[] { 0x1000UL, 0x1040UL, 0x1080UL }.Select(start => InMemory(start, Line).All(value => value == 5)));
    }

    [Fact]
    public void Invalidating_loses_what_was_dirty_and_a_neighbours_bytes_with_it()
    {
        Cpu(0x1000, 1, 2);
        cache.Invalidate(new PhysicalAddress(0x1000), 1);
        Assert.Equal([0, 0], Seen(0x1000, 2));
        Assert.Equal([0, 0], InMemory(0x1000, 2));
    }

    [Fact]
    public void Writing_back_and_invalidating_keeps_what_was_dirty_and_reads_memory_again()
    {
        Cpu(0x1000, 1);
        cache.WriteBackInvalidate(new PhysicalAddress(0x1000), 1);
        Assert.Equal([1], InMemory(0x1000, 1));
        Device(0x1000, 9);
        Assert.Equal([9], Seen(0x1000, 1));
    }

    [Fact]
    public void A_line_that_was_written_back_is_clean_and_overwrites_nothing_later()
    {
        Cpu(0x1000, 1);
        cache.WriteBack(new PhysicalAddress(0x1000), 1);
        Device(0x1000, 9);
        cache.WriteBack(new PhysicalAddress(0x1000), 1);
        Assert.Equal([9], InMemory(0x1000, 1));
        Assert.Equal([1], Seen(0x1000, 1));
    }

    [Fact]
    public void Where_no_memory_is_nothing_is_cached()
    {
        var end = memory.InstalledBytes;
        var bytes = new byte[4];
        Assert.Equal(2, cache.Write(new PhysicalAddress(end - 2), [1, 2, 3, 4]));
        Assert.Equal(2, cache.Read(new PhysicalAddress(end - 2), bytes));
        Assert.Equal([1, 2, 0xFF, 0xFF], bytes);
        Assert.Equal(0, cache.Read(new PhysicalAddress(ulong.MaxValue - 3), bytes));
        Assert.Equal([0xFF, 0xFF, 0xFF, 0xFF], bytes);
        Assert.Equal(-1, cache.FirstDifference(new PhysicalAddress(end - 2), [1, 2, 0xFF, 0xFF]));
        Assert.Equal(1, cache.FirstDifference(new PhysicalAddress(end - 2), [1, 3, 0xFF, 0xFF]));
        Assert.Equal(3, cache.FirstDifference(new PhysicalAddress(end - 2), [1, 2, 0xFF, 0xFE]));
    }

    [Fact]
    public void After_a_reset_it_is_empty()
    {
        Cpu(0x1000, 1);
        cache.Reset();
        Assert.Equal([0], Seen(0x1000, 1));
        cache.WriteBack(default, memory.InstalledBytes);
        Assert.Equal([0], InMemory(0x1000, 1));
    }

    [Fact]
    public void It_allocates_nothing_at_work()
    {
        var bytes = new byte[4096];
        cache.Write(default, bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0UL; i < 100; i++)
        {
            cache.Write(new PhysicalAddress(i * 64), bytes);
            cache.Read(new PhysicalAddress(i * 32), bytes);
            cache.WriteBackInvalidate(new PhysicalAddress(i * 32), 4096);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private void Cpu(ulong at, params byte[] bytes) => cache.Write(new PhysicalAddress(at), bytes);

    private void Device(ulong at, params byte[] bytes) => memory.Write(new PhysicalAddress(at), bytes);

    private byte[] Seen(ulong at, int length)
    {
        var bytes = new byte[length];
        cache.Read(new PhysicalAddress(at), bytes);
        return bytes;
    }

    private byte[] InMemory(ulong at, int length)
    {
        var bytes = new byte[length];
        memory.Read(new PhysicalAddress(at), bytes);
        return bytes;
    }
}
