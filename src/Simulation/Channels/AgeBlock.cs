using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DmaActors.Simulation.Channels;

/// <summary>
/// At most <see cref="Most"/> steps, oldest message first. They stand in places of which a bit says whether they are taken, so that one is found by its index and
/// removed without moving another.
/// </summary>
internal sealed class AgeBlock
{
    /// <summary>Fewer than there are places, so that closing the gaps stays rare.</summary>
    public const int Most = 48;

    private const int Places = 64;

    private readonly StepId[] places = new StepId[Places];

    /// <summary>The age of the step in each place, beside one another: the channels are all over the memory.</summary>
    private readonly long[] ages = new long[Places];

    /// <summary>Which places are taken. By age: a step in a higher place is not older. A place that is not taken may still name a step.</summary>
    private ulong taken;

    public int Count { get; private set; }

    /// <summary>No step is younger than this.</summary>
    public long Youngest { get; private set; } = long.MinValue;

    /// <summary>All steps side by side. Costs nothing where there are no gaps. Valid until the next change.</summary>
    public ReadOnlySpan<StepId> Steps
    {
        get
        {
            if (Count == 0)
                return [];
            var first = BitOperations.TrailingZeroCount(taken);
            if (BitOperations.Log2(taken) - first >= Count)
            {
                CloseGaps();
                first = 0;
            }

            return places.AsSpan(first, Count);
        }
    }

    public Channel this[int index] => places[PlaceOf(index)].Channel;

    /// <summary>Adds a step, behind those of the same age. There is room for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Channel channel)
    {
        var place = taken == 0 ? 0 : BitOperations.Log2(taken) + 1;
        if (place == Places)
            place = CloseGaps();
        var age = channel.Sequence;
        if (age >= Youngest)
            Youngest = age;
        else
            place = Open(age, place);
        places[place] = new StepId(channel);
        ages[place] = age;
        taken |= 1UL << place;
        Count++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Channel RemoveAt(int index)
    {
        var place = PlaceOf(index);
        taken &= ~(1UL << place);
        if (--Count == 0)
            Youngest = long.MinValue;
        return places[place].Channel;
    }

    /// <summary>Where a channel stands among all; -1: nowhere.</summary>
    public int IndexOf(Channel channel)
    {
        for (var left = taken; left != 0; left &= left - 1)
        {
            var place = BitOperations.TrailingZeroCount(left);
            if (places[place].Channel == channel)
                return BitOperations.PopCount(taken & ((1UL << place) - 1));
        }

        return -1;
    }

    /// <summary>Moves the younger half to an empty block.</summary>
    public void HalveInto(AgeBlock other)
    {
        CloseGaps();
        var half = Count / 2;
        for (var place = half; place < Count; place++)
            other.Add(places[place].Channel);
        taken &= (1UL << half) - 1;
        Count = half;
        Youngest = ages[half - 1];
    }

    public void Clear()
    {
        taken = 0;
        Count = 0;
        Youngest = long.MinValue;
    }

    /// <summary>The place of the step with an index: the index-th bit that is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int PlaceOf(int index)
    {
        if (Bmi2.X64.IsSupported)
            return BitOperations.TrailingZeroCount(Bmi2.X64.ParallelBitDeposit(1UL << index, taken));
        var left = taken;
        for (; index > 0; index--)
            left &= left - 1;
        return BitOperations.TrailingZeroCount(left);
    }

    /// <summary>A step comes that may be older than some: frees a place before theirs.</summary>
    private int Open(long age, int end)
    {
        var place = end;
        for (var left = taken; left != 0;)
        {
            var below = BitOperations.Log2(left);
            if (ages[below] <= age)
                break;
            place = below;
            left ^= 1UL << below;
        }

        if (place == end)
            return end;
        if (place > 0 && (taken & (1UL << (place - 1))) == 0)
            return place - 1;
        var gap = place + BitOperations.TrailingZeroCount(~(taken >> place));

        // Mostly it is one: in untimed mode the timer that may fire next stands behind all messages.
        for (var moved = gap; moved > place; moved--)
        {
            places[moved] = places[moved - 1];
            ages[moved] = ages[moved - 1];
        }

        taken |= 1UL << gap;
        return place;
    }

    /// <returns>The first free place.</returns>
    private int CloseGaps()
    {
        var count = 0;
        for (var left = taken; left != 0; left &= left - 1)
        {
            var place = BitOperations.TrailingZeroCount(left);
            if (place != count)
            {
                places[count] = places[place];
                ages[count] = ages[place];
            }

            count++;
        }

        taken = (1UL << count) - 1;
        return count;
    }
}
