using DmaActors.Framework.Dma;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework.Tests.Dma.Memory;

public sealed class MemoryPlanTests
{
    private const uint Page = 4096;
    private const int Cases = 100_000;

    private static readonly DmaAttributes Plain = BindCase.Plain;

    [Theory]
    [InlineData(0u, 1u, 1ul, 0ul, 0xFFFF_FFFFul, nameof(MemoryFault.LengthZero))]
    [InlineData(1u, 1u, 1ul, 0ul, 0xFFFF_FFFFul, nameof(MemoryFault.None))]
    [InlineData(1u, 0u, 1ul, 0ul, 0xFFFF_FFFFul, nameof(MemoryFault.MinXferNoPowerOfTwo))]
    [InlineData(1u, 3u, 1ul, 0ul, 0xFFFF_FFFFul, nameof(MemoryFault.MinXferNoPowerOfTwo))]
    [InlineData(1u, 1u, 0ul, 0ul, 0xFFFF_FFFFul, nameof(MemoryFault.AlignNoPowerOfTwo))]
    [InlineData(1u, 1u, 6ul, 0ul, 0xFFFF_FFFFul, nameof(MemoryFault.AlignNoPowerOfTwo))]
    [InlineData(1u, 1u, 1ul, 1ul, 0xFFFF_FFFFul, nameof(MemoryFault.AddrLoAboveMemory))]
    [InlineData(1u, 1u, 1ul, 0ul, 0xFF_FFFFul, nameof(MemoryFault.None))]
    [InlineData(1u, 1u, 1ul, 0ul, 0xFF_FFFEul, nameof(MemoryFault.AddrHiBelowSmallestPool))]
    public void What_can_never_be_had_has_a_reason(uint length, uint minXfer, ulong align, ulong lo, ulong hi, string fault)
    {
        DmaAttributes a = Plain with { MinXfer = minXfer, Align = align, AddrLo = lo, AddrHi = hi };
        Assert.Equal(fault, MemoryPlan.Decide(MemoryRules.X86, a, length, DmaFlags.Streaming, wholePages: false, out _).ToString());
    }

    [Fact]
    public void Behind_an_IOMMU_memory_may_lie_anywhere_and_in_any_pieces()
    {
        DmaAttributes a = Plain with { AddrLo = 0xC000_0000, SgLen = 1, Seg = 0x1FFF };
        Assert.Equal(MemoryFault.None, MemoryPlan.Decide(MemoryRules.Sun4u, a, 100_000, DmaFlags.Consistent, wholePages: false, out MemoryPlan plan));
        Assert.Equal((false, FrameLimits.Any), (plan.IsContiguous, plan.Limits));
    }

    // sgllen, seg, length; contiguous, or refused. Memory that may start anywhere in its first page touches a page more.
    [Theory]
    [InlineData(1, 0xFFFF_FFFFul, 4095u, false, nameof(MemoryFault.None))]
    [InlineData(1, 0xFFFF_FFFFul, 4096u, true, nameof(MemoryFault.None))]
    [InlineData(2, 0xFFFF_FFFFul, 8191u, false, nameof(MemoryFault.None))]
    [InlineData(2, 0xFFFF_FFFFul, 8192u, true, nameof(MemoryFault.None))]
    [InlineData(-1, 0xFFFF_FFFFul, 1u << 20, false, nameof(MemoryFault.None))]
    [InlineData(1, 0xFFFFul, 65_535u, true, nameof(MemoryFault.None))]
    [InlineData(1, 0xFFFFul, 65_536u, true, nameof(MemoryFault.PieceAboveSegment))]
    [InlineData(2, 0xFFFFul, 131_071u, true, nameof(MemoryFault.None))]
    [InlineData(2, 0xFFFFul, 131_072u, true, nameof(MemoryFault.PieceAboveSegment))]
    public void It_is_one_piece_once_the_list_has_fewer_entries_than_it_has_pages(int sgLen, ulong seg, uint length, bool contiguous, string fault)
    {
        DmaAttributes a = Plain with { SgLen = sgLen, Seg = seg };
        Assert.Equal(fault, MemoryPlan.Decide(MemoryRules.X86, a, length, DmaFlags.Streaming, wholePages: false, out MemoryPlan plan).ToString());
        Assert.Equal(contiguous && fault == nameof(MemoryFault.None), plan.IsContiguous);
    }

    // minxfer, align, sgllen, length, flags; bytes taken, bytes told.
    [Theory]
    [InlineData(64u, 16ul, 17, 100u, DmaFlags.None, 128ul, 128ul)]
    [InlineData(64u, 16ul, 17, 100u, DmaFlags.Streaming, 128ul, 128ul)]
    [InlineData(64u, 16ul, 17, 100u, DmaFlags.Consistent, 128ul, 100ul)]
    [InlineData(64u, 16ul, 17, 100u, DmaFlags.Consistent | DmaFlags.Streaming, 128ul, 128ul)]
    [InlineData(16u, 64ul, 17, 128u, DmaFlags.Streaming, 128ul, 128ul)]
    [InlineData(16u, 64ul, 17, 129u, DmaFlags.Streaming, 192ul, 192ul)]
    [InlineData(16u, 64ul, 1, 8193u, DmaFlags.Streaming, 8208ul, 8208ul)]
    [InlineData(16u, 64ul, 1, 8193u, DmaFlags.Consistent, 8208ul, 8193ul)]
    public void The_length_is_rounded_and_told_unless_consistent(uint minXfer, ulong align, int sgLen, uint length, DmaFlags flags, ulong bytes, ulong real)
    {
        DmaAttributes a = Plain with { MinXfer = minXfer, Align = align, SgLen = sgLen };
        Assert.Equal(MemoryFault.None, MemoryPlan.Decide(MemoryRules.X86, a, length, flags, wholePages: false, out MemoryPlan plan));
        Assert.Equal((bytes, real), (plan.Bytes, plan.RealLength));
    }

    [Theory]
    [InlineData(1u, DmaFlags.Streaming, 4096ul, 4096ul)]
    [InlineData(4096u, DmaFlags.Streaming, 4096ul, 4096ul)]
    [InlineData(4097u, DmaFlags.Consistent, 8192ul, 4097ul)]
    public void What_is_not_cached_is_whole_pages(uint length, DmaFlags flags, ulong bytes, ulong real)
    {
        MemoryPlan.Decide(MemoryRules.X86, Plain, length, flags, wholePages: true, out MemoryPlan plan);
        Assert.Equal((bytes, real), (plan.Bytes, plan.RealLength));
    }

    [Fact]
    public void Memory_obeys_the_attributes_and_fails_only_where_there_is_none()
    {
        PhysicalMemory memory = new(32UL << 20);
        int given = 0, fragmented = 0, pieces = 0;
        FrameAllocator frames = new(32UL << 20, PageSize.FourKiB, FramePolicy.Contiguous);
        for (int k = 0; k < Cases; k++)
        {
            Dice dice = new((ulong)k);
            if (k % 100 == 0)
                Fragment(frames, dice);
            DmaAttributes a = Plain with
            {
                AddrHi = dice.Of(0xFF_FFFFUL, 0x17_FFFFFUL, 0xFFFF_FFFFUL),
                Align = dice.Of(1UL, 16UL, 4096UL, 16_384UL),
                MinXfer = dice.Of(1u, 512u),
                SgLen = dice.Of(1, 1, 2, 17),
                Seg = dice.Of(0xFFFFUL, 0x1_FFFFUL, 0xFFFF_FFFFUL),
            };
            uint length = (uint)dice.Between(1, 12 * (int)Page);
            if (MemoryPlan.Decide(MemoryRules.X86, a, length, DmaFlags.Streaming, dice.OneIn(4), out MemoryPlan plan) != MemoryFault.None)
                continue;

            MemoryObject taken = new(memory, frames);
            bool could = plan.IsContiguous ? HasRun(frames, a, (int)((plan.Bytes + Page - 1) / Page)) : frames.Capacity - frames.InUse >= 12;
            bool found = plan.TryTake(taken);
            if (plan.IsContiguous)
                Assert.Equal(could, found);
            else
                Assert.True(found || !could);
            given += found ? 1 : 0;
            fragmented += found || !plan.IsContiguous ? 0 : 1;
            pieces += found && !plan.IsContiguous && plan.Bytes > Page ? 1 : 0;
            if (!found)
                continue;
            Check(a, length, plan, taken);
            taken.Free();
        }
        Assert.True(given > Cases / 10 && fragmented > Cases / 10 && pieces > Cases / 100, $"given {given} fragmented {fragmented} in pieces {pieces}");
    }

    private static void Check(DmaAttributes a, uint length, in MemoryPlan plan, MemoryObject taken)
    {
        ReadOnlySpan<ulong> pages = taken.PageAddresses;
        Assert.True(plan.RealLength >= length && plan.RealLength % a.MinXfer == 0 && taken.Length == plan.Bytes);
        Assert.Equal(0UL, pages[0] % a.Align);
        int runs = 1;
        for (int page = 0; page < pages.Length; page++)
        {
            Assert.True(pages[page] + Page - 1 <= a.AddrHi);
            if (page > 0 && pages[page] != pages[page - 1] + Page)
                runs++;
        }
        Assert.True(plan.IsContiguous ? runs == 1 : (uint)runs <= (uint)a.SgLen);
        if (plan.IsContiguous)
            Assert.Equal(pages[0] / (a.Seg + 1), (pages[^1] + Page - 1) / (a.Seg + 1));
    }

    /// <summary>Takes all frames and gives some of them back, in pieces of a few.</summary>
    private static void Fragment(FrameAllocator frames, Dice dice)
    {
        frames.Reset();
        while (frames.TryAllocate(out _))
        {
        }
        int longest = dice.Of(2, 6, 14);
        for (ulong frame = 1; frame < frames.Capacity; frame += (ulong)dice.Between(1, 600))
        {
            ulong end = Math.Min(frames.Capacity + 1, frame + (ulong)dice.Between(1, longest));
            for (; frame < end; frame++)
                frames.Free(new PageFrame(frame));
        }
    }

    private static bool HasRun(FrameAllocator frames, DmaAttributes a, int pages)
    {
        int run = 0;
        for (ulong frame = 1; frame <= Math.Min(frames.Capacity, a.AddrHi / Page); frame++)
        {
            run = frames.IsInUse(new PageFrame(frame)) ? 0 : run + 1;
            if (run < pages)
                continue;
            ulong first = (frame - (ulong)pages + 1) * Page;
            ulong last = ((frame + 1) * Page) - 1;
            if (last <= a.AddrHi && first % a.Align == 0 && first / (a.Seg + 1) == last / (a.Seg + 1))
                return true;
        }
        return false;
    }
}
