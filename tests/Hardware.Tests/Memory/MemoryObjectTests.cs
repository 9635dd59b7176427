using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Tests.Memory;

public sealed class MemoryObjectTests
{
    private readonly PhysicalMemory memory = new(1UL << 24);
    private readonly FrameAllocator frames = new(1UL << 24, PageSize.FourKiB, FramePolicy.Contiguous);

    private MemoryObject Empty => new(memory, frames);

    [Fact]
    public void It_behaves_like_an_array_of_bytes_wherever_its_pages_lie() => Trials.Run(150, random =>
    {
        var pageSize = random.Pick(PageSize.FourKiB, PageSize.EightKiB);
        var machine = new PhysicalMemory(1UL << 24);
        var allocator = new FrameAllocator(1UL << 24, pageSize, random.Pick(Enum.GetValues<FramePolicy>()), (ulong)random.Seed);
        var other = new MemoryObject(machine, allocator);
        var subject = new MemoryObject(machine, allocator);
        for (var life = 0; life < 3; life++)
        {
            var (length, offset) = (1 + random.Below(40_000), random.Below(pageSize.Bytes));
            Assert.True(other.TryAllocate(1 + (ulong)random.Below(20_000)));
            Assert.True(random.Below(4) == 0 ? subject.TryAllocateRun((ulong)length, offset, FrameLimits.Any) : subject.TryAllocate((ulong)length, offset));
            Assert.Equal(((ulong)length, offset), (subject.Length, subject.Offset));
            var model = random.Bytes(length);
            Assert.True(subject.Write(0, model));
            other.Write(0, random.Bytes((int)other.Length));
            for (var i = 0; i < random.Seed; i++)
                Step(subject, model, random);
            Assert.Equal(-1, subject.FirstDifference(0, model));
            subject.Free();
            other.Free();
        }

        Assert.Equal(0UL, allocator.InUse);
        machine.AssertInvariants();
        allocator.AssertInvariants(full: true);
    });

    private static void Step(MemoryObject subject, byte[] model, TrialRandom random)
    {
        var from = random.Below(model.Length + 1);
        var length = random.Below(model.Length - from + 1);
        switch (random.Below(4))
        {
            case 0:
                var data = random.Bytes(length);
                Assert.True(subject.Write((ulong)from, data));
                data.CopyTo(model, from);
                break;
            case 1:
                var read = new byte[length];
                Assert.True(subject.Read((ulong)from, read));
                Assert.Equal(model[from..(from + length)], read);
                break;
            case 2 when length > 0:
                var wrong = model[from..(from + length)];
                Assert.Equal(-1, subject.FirstDifference((ulong)from, wrong));
                var place = random.Below(length);
                wrong[place] ^= 1;
                Assert.Equal(place, subject.FirstDifference((ulong)from, wrong));
                break;
            default:
                var covered = 0;
                PhysicalRun last = default;
                foreach (var run in subject.Runs((ulong)from, length))
                {
                    Assert.True(run.Length > 0 && (covered == 0 || last.At + (ulong)last.Length != run.At), "Runs that touch are one.");
                    Assert.Equal(run.At, subject.AddressOf((ulong)(from + covered)));
                    Assert.Equal(run.At + (ulong)(run.Length - 1), subject.AddressOf((ulong)(from + covered + run.Length - 1)));
                    covered += run.Length;
                    last = run;
                }

                Assert.Equal(length, covered);
                break;
        }
    }

    [Theory]
    [InlineData(new ulong[] { 0x10_000, 0x11_000 }, 0, 0x1800UL, "10:1800")]
    [InlineData(new ulong[] { 0x10_000, 0x12_000 }, 0, 0x1800UL, "10:1000 12:800")]
    [InlineData(new ulong[] { 0x11_000, 0x10_000 }, 0, 0x1800UL, "11:1000 10:800")]
    [InlineData(new ulong[] { 0x10_000, 0x10_000 }, 0, 0x1800UL, "10:1000 10:800")]
    [InlineData(new ulong[] { 0x10_000, 0x11_000, 0x13_000 }, 0xF00, 0x1800UL, "10:1100 13:700")]
    [InlineData(new ulong[] { 0x10_000, 0x12_000, 0x13_000 }, 0xF00, 0x1800UL, "10:100 12:1700")]
    public void Adjacent_pages_make_one_run(ulong[] pages, int offset, ulong length, string runs)
    {
        var subject = Empty;
        subject.Map(pages, offset, length);
        Assert.Equal(runs, Show(subject));
    }

    private static string Show(MemoryObject subject)
    {
        var runs = new List<string>();
        foreach (var run in subject.Runs(0, (int)subject.Length))
            runs.Add($"{run.At.Value >> 12:X}:{run.Length:X}");
        return string.Join(' ', runs);
    }

    [Fact]
    public void A_megabyte_in_adjacent_frames_is_one_run()
    {
        var subject = Empty;
        Assert.True(subject.TryAllocateRun(1 << 20, 0x123, FrameLimits.Any));
        Assert.Equal(257, subject.PageAddresses.Length);
        Assert.Equal("1:100000", Show(subject));
    }

    [Fact]
    public void Pages_keep_their_limits_or_nothing_is_taken()
    {
        var subject = Empty;
        var limits = FrameLimits.Below(new PhysicalAddress(4 * 4096));
        Assert.False(subject.TryAllocate(3 * 4096 + 1, 0, limits));
        Assert.False(subject.TryAllocate(3 * 4096, 1, limits));
        Assert.False(subject.TryAllocateRun(3 * 4096, 1, limits));
        Assert.False(subject.TryAllocate(1UL << 24));
        Assert.False(subject.TryAllocate(ulong.MaxValue - 4096));
        Assert.True(subject.IsEmpty);
        Assert.Equal(0UL, frames.InUse);
        Assert.True(subject.TryAllocate(3 * 4096, 0, limits));
        Assert.Equal([0x1000UL, 0x2000, 0x3000], subject.PageAddresses.ToArray());
    }

    [Fact]
    public void An_empty_object_has_nothing()
    {
        var subject = Empty;
        Assert.True(subject.IsEmpty && subject.Length == 0 && subject.Offset == 0 && subject.PageAddresses.IsEmpty);
        Assert.True(subject.Read(0, []) && subject.Write(0, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => subject.Read(0, new byte[1]));
        Assert.Throws<LedgerException>(subject.Free);
    }

    [Theory]
    [InlineData(99UL, 1, true)]
    [InlineData(100UL, 0, true)]
    [InlineData(100UL, 1, false)]
    [InlineData(101UL, 0, false)]
    [InlineData(0UL, 100, true)]
    [InlineData(0UL, 101, false)]
    [InlineData(ulong.MaxValue, 1, false)]
    public void A_range_outside_the_object_is_refused(ulong from, int length, bool inside)
    {
        var subject = Empty;
        subject.TryAllocate(100);
        var bytes = new byte[length];
        Action[] uses =
        [
            () => subject.Read(from, bytes),
            () => subject.Write(from, bytes),
            () => subject.FirstDifference(from, bytes),
            () => subject.Runs(from, length),
        ];
        Assert.All(uses, use => Assert.Equal(!inside, Record.Exception(use) is ArgumentOutOfRangeException));
        Assert.Equal(from >= 100, Record.Exception(() => subject.AddressOf(from)) is ArgumentOutOfRangeException);
    }

    [Fact]
    public void A_full_object_takes_nothing_more_and_is_freed_once()
    {
        var subject = Empty;
        Assert.True(subject.TryAllocate(1));
        Assert.Throws<InvalidOperationException>(() => subject.TryAllocate(1));
        Assert.Throws<InvalidOperationException>(() => subject.TryAllocateRun(1, 0, FrameLimits.Any));
        Assert.Throws<InvalidOperationException>(() => subject.Map([0], 0, 1));
        subject.Free();
        Assert.Throws<LedgerException>(subject.Free);
        Assert.True(subject.TryAllocate(1));
        Assert.Equal(1UL, frames.InUse);
    }

    [Fact]
    public void An_object_of_an_earlier_run_is_empty_and_cannot_free_what_now_belongs_to_another()
    {
        var (old, young) = (Empty, Empty);
        old.TryAllocate(8192);
        frames.Reset();
        Assert.True(old.IsEmpty);
        young.TryAllocate(8192);
        Assert.Throws<LedgerException>(old.Free);
        Assert.Throws<ArgumentOutOfRangeException>(() => old.Write(0, [1]));
        Assert.Equal(2UL, frames.InUse);
        Assert.True(old.TryAllocate(4096));
        Assert.Equal([0x3000UL], old.PageAddresses.ToArray());
    }

    [Fact]
    public void Pages_of_others_are_shown_but_not_freed()
    {
        var (owner, guest) = (Empty, Empty);
        owner.TryAllocate(8192);
        owner.Write(0, [1, 2, 3]);
        guest.Map(owner.PageAddresses[..1], 1, 100);
        Assert.Equal(-1, guest.FirstDifference(0, [2, 3, 0]));
        guest.Free();
        Assert.True(guest.IsEmpty && !owner.IsEmpty);
        Assert.Equal(2UL, frames.InUse);
    }

    [Theory]
    [InlineData(0, 4096UL, new ulong[] { 0x1000, 0x2000 })]
    [InlineData(1, 4096UL, new ulong[] { 0x1000 })]
    [InlineData(0, 1UL, new ulong[] { 0x1001 })]
    public void Pages_that_do_not_fit_are_refused(int offset, ulong length, ulong[] pages) =>
        Assert.Throws<ArgumentException>(() => Empty.Map(pages, offset, length));

    [Theory]
    [InlineData(0UL, 0)]
    [InlineData(1UL, -1)]
    [InlineData(1UL, 4096)]
    public void Objects_without_bytes_or_with_an_offset_outside_the_page_are_refused(ulong length, int offset) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Empty.TryAllocate(length, offset));

    [Fact]
    public void Pages_beyond_the_installed_memory_do_not_answer()
    {
        var subject = Empty;
        subject.Map([0xFF_F000, 0x100_0000], 0, 8192);
        var bytes = new byte[2];
        Assert.True(subject.Write(4094, [1, 2]) && subject.Read(4094, bytes));
        Assert.False(subject.Write(4095, [3, 4]));
        Assert.False(subject.Read(4095, bytes));
        Assert.Equal([3, 0xFF], bytes);
        Assert.Equal(-1, subject.FirstDifference(4095, [3, 0xFF]));

        subject.Free();
        subject.Map([0xFFFF_FFFF_FFFF_F000, 0], 0, 8192);
        Assert.Equal("FFFFFFFFFFFFF:1000 0:1000", Show(subject));
    }
}
