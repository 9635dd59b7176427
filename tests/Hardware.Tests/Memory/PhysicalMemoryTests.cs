using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Tests.Memory;

public sealed class PhysicalMemoryTests
{
    private const ulong Installed = 16 * 4096;

    private readonly PhysicalMemory memory = new(Installed);

    [Theory]
    [InlineData(0UL)]
    [InlineData(4095UL)]
    [InlineData(4097UL)]
    public void A_size_that_is_no_multiple_of_a_granule_is_refused(ulong bytes) => Assert.Throws<ArgumentOutOfRangeException>(() => new PhysicalMemory(bytes));

    [Fact]
    public void All_is_zero_at_power_on_and_reading_it_costs_nothing()
    {
        var bytes = new byte[Installed];
        bytes.AsSpan().Fill(1);
        Assert.Equal((int)Installed, memory.Read(default, bytes));
        Assert.All(bytes, b => Assert.Equal(0, b));
        Assert.Equal(0, memory.TouchedGranules);
    }

    [Theory]
    [CombinatorialRanges]
    public void What_is_written_is_read_back_and_nothing_beside_it_changes(ulong at, int length)
    {
        memory.Fill(default, (int)Installed, 0xEE);
        var data = new TrialRandom(at).Bytes(length);
        Assert.Equal(length, memory.Write(new PhysicalAddress(at), data));

        var all = new byte[Installed];
        memory.Read(default, all);
        Assert.Equal(data, all.AsSpan((int)at, length).ToArray());
        Assert.False(all.AsSpan(0, (int)at).ContainsAnyExcept((byte)0xEE));
        Assert.False(all.AsSpan((int)at + length).ContainsAnyExcept((byte)0xEE));
        Assert.Equal(-1, memory.FirstDifference(new PhysicalAddress(at), data));
    }

    [Theory]
    [InlineData(Installed - 4097, 4096, 4096)]
    [InlineData(Installed - 5, 4, 4)]
    [InlineData(Installed - 4, 4, 4)]
    [InlineData(Installed - 3, 4, 3)]
    [InlineData(Installed - 1, 4, 1)]
    [InlineData(Installed, 4, 0)]
    [InlineData(Installed + 1, 4, 0)]
    [InlineData(Installed - 5000, 6000, 5000)]
    [InlineData(1UL << 36, 4, 0)]
    [InlineData(ulong.MaxValue - 4, 4, 0)]
    [InlineData(ulong.MaxValue - 3, 4, 0)]
    [InlineData(ulong.MaxValue, 4, 0)]
    [InlineData(Installed - 1, 0, 0)]
    [InlineData(Installed, 0, 0)]
    public void Nobody_answers_beyond_the_installed_size(ulong address, int length, int answered)
    {
        var at = new PhysicalAddress(address);
        var data = new TrialRandom(1).Bytes(length);
        data.AsSpan().Replace((byte)0xFF, (byte)0);
        Assert.Equal(answered, memory.Write(at, data));
        var read = new byte[length];
        Assert.Equal(answered, memory.Read(at, read));
        Assert.Equal(data[..answered], read[..answered]);
        Assert.All(read[answered..], b => Assert.Equal(0xFF, b));
        Assert.Equal(answered, memory.Fill(at, length, 0x55));
        Assert.Equal(Math.Min(answered, RestOfGranule(address)), memory.ReadableSpan(at, length).Length);
        Assert.Equal(Math.Min(answered, RestOfGranule(address)), memory.WritableSpan(at, length).Length);
        Assert.Equal(-1, memory.FirstDifference(at, [.. Enumerable.Repeat((byte)0x55, answered), .. Enumerable.Repeat((byte)0xFF, length - answered)]));
        if (answered < length)
            Assert.Equal(answered, memory.FirstDifference(at, [.. Enumerable.Repeat((byte)0x55, length)]));
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(4088UL)]
    [InlineData(4089UL)]
    [InlineData(4092UL)]
    [InlineData(4093UL)]
    [InlineData(4095UL)]
    [InlineData(4096UL)]
    public void Words_are_little_endian_wherever_they_lie(ulong address)
    {
        var at = new PhysicalAddress(address);
        Assert.True(memory.Write64(at, 0x8877_6655_4433_2211));
        Assert.True(memory.Read8(at, out var eight) && memory.Read16(at, out var sixteen) && eight == 0x11 && sixteen == 0x2211);
        Assert.True(memory.Read32(at, out var thirtyTwo) && thirtyTwo == 0x4433_2211);
        Assert.True(memory.Read64(at, out var sixtyFour) && sixtyFour == 0x8877_6655_4433_2211);
        Assert.True(memory.Write8(at, 0xA1) && memory.Read64(at, out sixtyFour) && sixtyFour == 0x8877_6655_4433_22A1);
        Assert.True(memory.Write16(at, 0xB2B1) && memory.Read64(at, out sixtyFour) && sixtyFour == 0x8877_6655_4433_B2B1);
        Assert.True(memory.Write32(at, 0xC4C3_C2C1) && memory.Read64(at, out sixtyFour) && sixtyFour == 0x8877_6655_C4C3_C2C1);
        Assert.Equal(-1, memory.FirstDifference(at, [0xC1, 0xC2, 0xC3, 0xC4, 0x55, 0x66, 0x77, 0x88]));
    }

    [Theory]
    [InlineData(Installed - 8, true, 0x1111_1111_1111_1111UL)]
    [InlineData(Installed - 7, false, 0xFF11_1111_1111_1111UL)]
    [InlineData(Installed - 1, false, 0xFFFF_FFFF_FFFF_FF11UL)]
    [InlineData(Installed, false, ulong.MaxValue)]
    [InlineData(ulong.MaxValue, false, ulong.MaxValue)]
    public void A_word_that_is_not_all_installed_says_so(ulong address, bool answered, ulong expected)
    {
        var at = new PhysicalAddress(address);
        Assert.Equal(answered, memory.Write64(at, 0x1111_1111_1111_1111));
        Assert.Equal(answered, memory.Read64(at, out var value));
        Assert.Equal(expected, value);
        if (address < Installed)
            return;
        Assert.False(memory.Write8(at, 1) || memory.Write16(at, 1) || memory.Write32(at, 1));
        Assert.False(memory.Read8(at, out var eight) || memory.Read16(at, out _) || memory.Read32(at, out _));
        Assert.Equal(0xFF, eight);
    }

    [Fact]
    public void Overlapping_ranges_are_copied_as_if_through_a_buffer()
    {
        foreach (var distance in new[] { 0, 1, 7, 64, 4095, 4096, 4097, 8191, 8192 })
        {
            foreach (var length in new[] { 1, 100, 4096, 4097, 9000, 12288 })
            {
                foreach (var (from, to) in new[] { (3000, 3000 + distance), (3000 + distance, 3000) })
                {
                    var model = new TrialRandom(1).Bytes((int)Installed);
                    memory.Write(default, model);
                    model.AsSpan(from, length).ToArray().CopyTo(model, to);
                    Assert.Equal(length, memory.Copy(new PhysicalAddress((ulong)from), new PhysicalAddress((ulong)to), length));
                    Assert.Equal(-1, memory.FirstDifference(default, model));
                }
            }
        }
    }

    [Fact]
    public void A_span_ends_with_its_granule_and_is_the_memory_itself()
    {
        var at = new PhysicalAddress(4000);
        Assert.Equal(96, memory.ReadableSpan(at, 200).Length);
        Assert.Equal(0, memory.TouchedGranules);
        var span = memory.WritableSpan(at, 200);
        Assert.Equal(96, span.Length);
        Assert.Equal(95, memory.WritableSpan(at, 95).Length);
        span[95] = 0x77;
        Assert.True(memory.Read16(at + 95, out var word) && word == 0x0077);
        Assert.Equal(0x77, memory.ReadableSpan(at + 95, 1)[0]);
        Assert.Equal(1, memory.TouchedGranules);
    }

    [Fact]
    public void Negative_lengths_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Fill(default, -1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Copy(default, default, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.ReadableSpan(default, -1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.WritableSpan(default, -1).Length);
    }

    [Fact]
    public void Filling_untouched_memory_with_zeros_costs_nothing()
    {
        Assert.Equal((int)Installed, memory.Fill(default, (int)Installed, 0));
        Assert.Equal(0, memory.TouchedGranules);
        memory.Write8(default, 1);
        memory.Fill(default, (int)Installed, 0);
        Assert.True(memory.Read8(default, out var value) && value == 0);
    }

    [Fact]
    public void A_memory_can_reach_to_the_top_of_the_address_space()
    {
        var largest = new PhysicalMemory(ulong.MaxValue - 4095);
        var end = new PhysicalAddress(largest.InstalledBytes);
        var (last, over, sixtyFourGiB) = (end - 8, end - 7, new PhysicalAddress(1UL << 36));
        Assert.True(largest.Write64(last, 5) && largest.Read64(last, out var value) && value == 5);
        Assert.False(largest.Write64(over, 6));
        Assert.True(largest.Write64(sixtyFourGiB - 4, 7) && largest.Read64(sixtyFourGiB - 4, out value) && value == 7);
        Assert.Equal(8, largest.Copy(sixtyFourGiB - 4, last, 20));
        Assert.True(largest.Read64(last, out value) && value == 7);
        Assert.Equal(3, largest.TouchedGranules);
    }

    [Fact]
    public void Contents_have_one_fingerprint_however_they_came_about()
    {
        var other = new PhysicalMemory(Installed);
        Assert.Equal(memory.Fingerprint(), other.Fingerprint());
        memory.Write32(new PhysicalAddress(100), 1);
        memory.Write32(new PhysicalAddress(5000), 2);
        other.Write32(new PhysicalAddress(5000), 2);
        Assert.NotEqual(memory.Fingerprint(), other.Fingerprint());
        other.Write32(new PhysicalAddress(9000), 3);
        other.Write32(new PhysicalAddress(100), 1);
        Assert.NotEqual(memory.Fingerprint(), other.Fingerprint());
        other.Write32(new PhysicalAddress(9000), 0);
        Assert.Equal(memory.Fingerprint(), other.Fingerprint());
        Assert.NotEqual(memory.Fingerprint(), memory.Fingerprint(1));

        // The same bytes elsewhere.
        other.Reset();
        other.Write32(new PhysicalAddress(100 + 4096), 1);
        other.Write32(new PhysicalAddress(5000 + 4096), 2);
        Assert.NotEqual(memory.Fingerprint(), other.Fingerprint());
    }

    private static int RestOfGranule(ulong address) => 4096 - (int)(address % 4096);

    /// <summary>Addresses and lengths on both sides of every border of a granule.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class CombinatorialRangesAttribute : Xunit.Sdk.DataAttribute
    {
        public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
            from at in new ulong[] { 0, 1, 4095, 4096, 4097, 8191 }
            from length in new[] { 0, 1, 2, 4095, 4096, 4097, 8192, 8193, 20_000 }
            select new object[] { at, length };
    }
}
