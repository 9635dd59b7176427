namespace DmaActors.Hardware.Tests.Caches;

/// <summary>The streaming cache between a device and memory. The processor is whoever reads and writes memory itself.</summary>
public sealed class StreamingCacheTests
{
    private const ulong Dvma = 0xC000_0000;
    private const ulong Flag = 0x8000;

    private readonly PhysicalMemory memory = new(1 << 20);
    private readonly StreamingCache cache;

    public StreamingCacheTests() => cache = new StreamingCache(memory, PageSize.EightKiB);

    [Fact]
    public void What_a_device_wrote_is_gathered_and_not_in_memory()
    {
        Write(0x100, 1, 2, 3);
        Assert.Equal([0, 0, 0], InMemory(0x100, 3));
        Assert.False(cache.IsFlushing);
    }

    [Fact]
    public void A_flush_brings_it_to_memory_when_it_completes()
    {
        Write(0x100, 1, 2, 3);
        cache.Flush(new BusAddress(Dvma), 1);
        Assert.True(cache.IsFlushing);
        Assert.Equal([0, 0, 0], InMemory(0x100, 3));
        cache.CompleteFlush();
        Assert.False(cache.IsFlushing);
        Assert.Equal([1, 2, 3], InMemory(0x100, 3));
    }

    [Fact]
    public void The_flag_is_written_behind_the_lines_that_were_flushed_before()
    {
        Write(0x100, 1);
        cache.Flush(new BusAddress(Dvma), 1);
        cache.RequestFlag(new PhysicalAddress(Flag));
        Assert.Equal(new byte[8], InMemory(Flag, 8));
        cache.CompleteFlush();
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0], InMemory(Flag, 8));
        Assert.Equal([1], InMemory(0x100, 1));
    }

    [Fact]
    public void A_flag_is_written_once_and_needs_no_line()
    {
        cache.RequestFlag(new PhysicalAddress(Flag));
        Assert.True(cache.IsFlushing);
        cache.CompleteFlush();
        memory.Write64(new PhysicalAddress(Flag), 0);
        cache.CompleteFlush();
        Assert.Equal(new byte[8], InMemory(Flag, 8));
    }

    [Fact]
    public void Sixteen_lines_are_gathered_and_the_seventeenth_sends_the_oldest_to_memory()
    {
        for (var line = 0UL; line < 16; line++)
            Write(line * 64, 5);
        Assert.Equal(0, InMemory(0, 1)[0]);
        Write(16 * 64, 5);
        Assert.Equal((5, 0), (InMemory(0, 1)[0], InMemory(64, 1)[0]));
    }

    [Fact]
    public void Bytes_that_the_device_did_not_write_stay_what_the_processor_made_them()
    {
        Write(0x101, 1);
        Write(0x103, 3);
        Write(0x13F, 9);
        InMemoryPut(0x100, 7, 7, 7, 7, 7);
        cache.Evict(new BusAddress(Dvma));
        Assert.Equal([7, 1, 7, 3, 7], InMemory(0x100, 5));
        Assert.Equal([0, 9, 0], InMemory(0x13E, 3));
    }

    [Fact]
    public void A_device_that_reads_again_sees_what_was_prefetched()
    {
        Assert.Equal([0], Read(0x100, 1));
        InMemoryPut(0x100, 5, 6);
        InMemoryPut(0x140, 7);
        Assert.Equal([0, 0], Read(0x100, 2));
        Assert.Equal([7], Read(0x140, 1));
    }

    [Fact]
    public void A_flush_drops_what_was_prefetched_at_once()
    {
        Read(0x100, 1);
        InMemoryPut(0x100, 5);
        cache.Flush(new BusAddress(Dvma + 0x1FFF), 1);
        Assert.False(cache.IsFlushing);
        Assert.Equal([5], Read(0x100, 1));
    }

    [Fact]
    public void A_device_reads_what_it_wrote_and_around_it_what_is_in_memory()
    {
        InMemoryPut(0x100, 1, 2, 3);
        Write(0x101, 9);
        Assert.Equal([1, 9, 3], Read(0x100, 3));
        Assert.Equal([1, 9, 3], InMemory(0x100, 3));
    }

    [Fact]
    public void A_write_to_a_prefetched_line_forgets_what_was_prefetched()
    {
        Read(0x100, 1);
        InMemoryPut(0x100, 5, 6);
        Write(0x100, 9);
        Assert.Equal([9, 6], Read(0x100, 2));
    }

    [Fact]
    public void A_write_to_a_line_that_is_leaving_does_not_join_it()
    {
        Write(0x100, 1);
        cache.Flush(new BusAddress(Dvma), 1);
        Write(0x101, 2);
        Assert.Equal([1, 0], InMemory(0x100, 2));
        cache.CompleteFlush();
        Assert.Equal([1, 0], InMemory(0x100, 2));
        cache.Evict(new BusAddress(Dvma));
        Assert.Equal([1, 2], InMemory(0x100, 2));
    }

    [Fact]
    public void Lines_reach_memory_in_the_order_in_which_they_were_flushed()
    {
        // Two bus pages on one frame: the write that was flushed last is the one that stays, though its line was taken first.
        cache.Write(new BusAddress(Dvma), new PhysicalAddress(0), 0, [1]);
        cache.Write(new BusAddress(Dvma + 0x2000), new PhysicalAddress(0), 1, [2]);
        cache.FlushContext(1);
        cache.FlushContext(0);
        cache.CompleteFlush();
        Assert.Equal([1], InMemory(0, 1));
    }

    [Theory]
    [InlineData(0x1FFFUL, 1UL, true, false, false)]
    [InlineData(0x2000UL, 1UL, false, true, false)]
    [InlineData(0x3FFFUL, 1UL, false, true, false)]
    [InlineData(0x3FFFUL, 2UL, false, true, true)]
    [InlineData(0x1FFFUL, 0x2001UL, true, true, false)]
    [InlineData(0x1FFFUL, 0x2002UL, true, true, true)]
    [InlineData(0x2000UL, 0UL, false, false, false)]
    [InlineData(0UL, ulong.MaxValue, true, true, true)]
    public void A_flush_means_every_page_that_has_a_byte_of_the_range(ulong at, ulong length, bool first, bool second, bool third)
    {
        foreach (var page in (ulong[])[0, 0x2000, 0x4000])
            Write(page + 0x500, 5);
        cache.Flush(new BusAddress(Dvma + at), length);
        cache.CompleteFlush();
        Assert.Equal([first, second, third], new[] { 0x500UL, 0x2500UL, 0x4500UL }.Select(place => InMemory(place, 1)[0] == 5));
    }

    [Fact]
    public void A_flush_by_context_leaves_other_contexts_alone()
    {
        cache.Write(new BusAddress(Dvma), new PhysicalAddress(0), 3, [1]);
        cache.Write(new BusAddress(Dvma + 0x40), new PhysicalAddress(0x40), 4, [2]);
        cache.FlushContext(4);
        cache.CompleteFlush();
        Assert.Equal((0, 2), (InMemory(0, 1)[0], InMemory(0x40, 1)[0]));
    }

    [Fact]
    public void It_has_a_line_at_least_and_after_a_reset_nothing_in_it()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StreamingCache(memory, PageSize.EightKiB, 0));
        Write(0x100, 1);
        cache.RequestFlag(new PhysicalAddress(Flag));
        cache.Reset();
        cache.FlushContext(0);
        cache.CompleteFlush();
        Assert.Equal((0, 0), (InMemory(0x100, 1)[0], InMemory(Flag, 1)[0]));
    }

    private void Write(ulong at, params byte[] bytes) => cache.Write(new BusAddress(Dvma + at), new PhysicalAddress(at), 0, bytes);

    private byte[] Read(ulong at, int length)
    {
        var bytes = new byte[length];
        cache.Read(new BusAddress(Dvma + at), new PhysicalAddress(at), 0, bytes);
        return bytes;
    }

    private void InMemoryPut(ulong at, params byte[] bytes) => memory.Write(new PhysicalAddress(at), bytes);

    private byte[] InMemory(ulong at, int length)
    {
        var bytes = new byte[length];
        memory.Read(new PhysicalAddress(at), bytes);
        return bytes;
    }
}
