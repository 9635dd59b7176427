using DmaActors.Lab.Workloads;

namespace DmaActors.Lab.Tests.Workloads;

public sealed class ShadowImageTests
{
    private const ulong Seed = 42;

    [Fact]
    public void A_disk_to_which_the_same_was_done_is_equal_and_has_the_same_hash()
    {
        // 5 MiB: more than one page of the shadow. The plan holds overlapping writes and trims of all sizes.
        const long Length = 5 << 20;
        var mix = new SyntheticMix { Requests = 400, ReadPercent = 10, TrimPercent = 20, Sizes = [new(512, 3), new(4096, 3), new(65536, 2), new(2 << 20, 1)], AlignmentBytes = 512 };
        var plan = mix.Generate(Seed, new IoLimits { DiskBytes = Length });
        var source = ImageSource.Seeded(Seed, Length);
        var media = source.NewMedia();
        DirectReplay.Apply(plan, 0, Seed, media);
        var shadow = new ShadowImage(source, Seed);
        foreach (ref readonly var request in plan.Requests)
            shadow.Apply(request);

        Assert.Null(shadow.Compare(media));
        Assert.Equal(ImageDigest.Sha256(media), shadow.Sha256());
        Assert.Equal(DirectReplay.Sha256(plan, 0, Seed, source), shadow.Sha256());
        Assert.NotEqual(ImageDigest.Sha256(source.NewMedia()), shadow.Sha256());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(700)]
    [InlineData(1536)]
    public void After_a_write_that_failed_at_any_byte_the_disk_is_what_is_expected_and_nothing_else(int moved)
    {
        var source = ImageSource.Seeded(Seed, 8192);
        var (media, shadow) = (source.NewMedia(), new ShadowImage(source, Seed));
        var failed = Write(3, 1024, 1536);
        var written = new byte[1536];
        WrittenBytes.Fill(Seed, 3, 1024, written);
        media.Write(1024, written.AsSpan(0, moved));
        Assert.Null(shadow.Settle(failed, media));
        Assert.Null(shadow.Compare(media));
        Assert.Equal(ImageDigest.Sha256(media), shadow.Sha256());

        // A later change of what has failed is found, and a later write is as any other.
        var late = new byte[1];
        media.Read(1024 + 600, late);
        media.Write(1024 + 600, [(byte)(late[0] ^ 1)]);
        Assert.Equal(1024 + 600, shadow.Compare(media)!.Value.Offset);
        shadow.Apply(Write(4, 1024, 1536));
        WrittenBytes.Fill(Seed, 4, 1024, written);
        media.Write(1024, written);
        Assert.Null(shadow.Compare(media));
    }

    [Fact]
    public void A_failed_write_that_left_bytes_of_its_own_is_a_difference()
    {
        var source = ImageSource.Zeroes(4096);
        var (media, shadow) = (source.NewMedia(), new ShadowImage(source, Seed));
        var written = new byte[1024];
        WrittenBytes.Fill(Seed, 0, 512, written);
        written[700] ^= 1;
        media.Write(512, written);
        Assert.Equal(new ImageDifference(512 + 700, (byte)(written[700] ^ 1), written[700], 0), shadow.Settle(Write(0, 512, 1024), media));
    }

    [Fact]
    public void Every_single_wrong_byte_is_found_where_it_is()
    {
        const int Length = 3 * 16384;
        var source = ImageSource.Zeroes(Length);
        var shadow = new ShadowImage(source, Seed);
        shadow.Apply(Write(0, 0, Length));
        shadow.Apply(Write(1, 1024, 512));
        shadow.Apply(Trim(2, 2048, 512));
        var right = new byte[Length];
        shadow.Read(0, right);
        Assert.Null(shadow.Compare(0, right));
        for (var at = 0; at < Length; at += at < 4096 ? 1 : 509)
        {
            right[at] ^= 1;
            var writer = at is >= 1024 and < 1536 ? 1 : at is >= 2048 and < 2560 ? ImageDifference.Trimmed : 0;
            Assert.Equal(new ImageDifference(at, (byte)(right[at] ^ 1), right[at], writer), shadow.Compare(0, right));
            right[at] ^= 1;
        }
    }

    [Fact]
    public void Any_range_can_be_compared()
    {
        const int Length = 16384;
        var shadow = new ShadowImage(ImageSource.Seeded(Seed, Length), Seed);
        shadow.Apply(Write(0, 512, 1024));
        var whole = new byte[Length];
        shadow.Read(0, whole);
        for (var offset = 0; offset < 2048; offset += 7)
        {
            for (var count = 0; count < 1500; count += 11)
            {
                Assert.Null(shadow.Compare(offset, whole.AsSpan(offset, count)));
                if (count == 0)
                    continue;
                var changed = whole.AsSpan(offset, count).ToArray();
                changed[^1] ^= 1;
                Assert.Equal(offset + count - 1, shadow.Compare(offset, changed)!.Value.Offset);
            }
        }
    }

    [Fact]
    public void Bytes_that_nobody_wrote_are_those_of_the_source()
    {
        var shadow = new ShadowImage(ImageSource.Seeded(7, 1024), Seed);
        var found = new byte[1024];
        WrittenBytes.Fill(7, WrittenBytes.InitialContents, 0, found);
        Assert.Null(shadow.Compare(0, found));
        found[600] ^= 1;
        Assert.Equal(ImageDifference.Initial, shadow.Compare(0, found)!.Value.ExpectedFrom);
    }

    [Fact]
    public void The_data_of_an_older_write_are_not_the_right_ones()
    {
        var shadow = new ShadowImage(ImageSource.Zeroes(512), Seed);
        shadow.Apply(Write(3, 0, 512));
        shadow.Apply(Write(8, 0, 512));
        var stale = new byte[512];
        WrittenBytes.Fill(Seed, 3, 0, stale);
        Assert.Equal(8, shadow.Compare(0, stale)!.Value.ExpectedFrom);
    }

    [Fact]
    public void Reads_and_syncs_change_nothing()
    {
        var shadow = new ShadowImage(ImageSource.Zeroes(1024), Seed);
        var before = shadow.Sha256();
        shadow.Apply(new IoRequest(0, 0, IoKind.Read, 0, 512, 0, 0));
        shadow.Apply(new IoRequest(1, 0, IoKind.Sync, 0, 0, 0, 0));
        Assert.Equal(before, shadow.Sha256());
    }

    [Fact]
    public void A_shadow_of_a_huge_disk_takes_memory_for_what_was_written()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var shadow = new ShadowImage(ImageSource.Zeroes(1L << 40), Seed);
        shadow.Apply(Write(0, (1L << 40) - 512, 512));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
        Assert.NotNull(shadow.Compare((1L << 40) - 512, new byte[512]));
    }

    [Fact]
    public void A_range_that_is_not_on_the_disk_or_no_whole_sectors_is_refused()
    {
        var shadow = new ShadowImage(ImageSource.Zeroes(1024), Seed);
        Assert.Throws<ArgumentOutOfRangeException>(() => shadow.Apply(Write(0, 1024, 512)));
        Assert.Throws<ArgumentOutOfRangeException>(() => shadow.Apply(Write(0, 100, 512)));
        Assert.Throws<ArgumentOutOfRangeException>(() => shadow.Apply(Write(0, 0, 100)));
        Assert.Throws<ArgumentOutOfRangeException>(() => shadow.Compare(512, new byte[513]));
        Assert.Throws<ArgumentOutOfRangeException>(() => shadow.Compare(new MemoryImage(512)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShadowImage(ImageSource.Zeroes(1000), Seed));
    }

    [Fact]
    public void The_log_applied_directly_leaves_other_files_alone()
    {
        var plan = Logs.Plan("fio version 2 iolog\na add\nb add\na open\nb open\na write 0 512\nb write 512 512\n");
        var media = new MemoryImage(1024);
        DirectReplay.Apply(plan, 1, Seed, media);
        var expected = new byte[1024];
        WrittenBytes.Fill(Seed, 3, 512, expected.AsSpan(512));
        var found = new byte[1024];
        media.Read(0, found);
        Assert.Equal(expected, found);
    }

    private static IoRequest Write(int ordinal, long offset, long length) => new(ordinal, 0, IoKind.Write, offset, length, 0, 0);

    private static IoRequest Trim(int ordinal, long offset, long length) => new(ordinal, 0, IoKind.Trim, offset, length, 0, 0);
}
