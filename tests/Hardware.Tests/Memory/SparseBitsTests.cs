using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Tests.Memory;

public sealed class SparseBitsTests
{
    [Fact]
    public void It_behaves_like_a_set() => Trials.Run(60, random =>
    {
        var bits = new SparseBits();
        var model = new SortedSet<ulong>();
        // Two clusters: one around the border of a summary word, one far away.
        var bases = new ulong[] { 0, 4096 - 100, 1UL << 50 };
        for (var i = 0; i < random.Seed * 20; i++)
        {
            var number = random.Pick(bases) + (ulong)random.Below(200);
            switch (random.Below(8))
            {
                case 0:
                    Assert.Equal(model.Remove(number), bits.Remove(number));
                    break;
                case 1:
                    for (var n = number; n < number + 150; n++)
                        Assert.Equal(model.Add(n), bits.Add(n));
                    break;
                case 2:
                    var to = number + (ulong)random.Below(300);
                    var highest = model.GetViewBetween(number, to).Max;
                    Assert.Equal(highest != 0 || model.Contains(0) && number == 0, bits.TryHighest(number, to, out var found));
                    Assert.Equal(highest, found);
                    break;
                case 3:
                    var absent = number;
                    while (model.Contains(absent))
                        absent++;
                    Assert.Equal(absent, bits.LowestAbsent(number));
                    break;
                case 4 when random.Below(30) == 0:
                    bits.Clear();
                    model.Clear();
                    break;
                default:
                    Assert.Equal(model.Add(number), bits.Add(number));
                    break;
            }

            Assert.Equal(model.Contains(number), bits.Contains(number));
        }

        Assert.Equal(model, bits.All().Order());
        Assert.True(bits.IsSummaryRight());
    });

    [Theory]
    [InlineData(62)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(9000)]
    public void The_first_gap_is_found_behind_any_number_of_members(int members)
    {
        var bits = new SparseBits();
        for (var i = 0; i < members; i++)
            bits.Add((ulong)i);
        Assert.Equal((ulong)members, bits.LowestAbsent(0));
        Assert.Equal((ulong)members, bits.LowestAbsent((ulong)members - 1));
        Assert.Equal((ulong)members, bits.LowestAbsent((ulong)members));
        Assert.Equal((ulong)members + 1, bits.LowestAbsent((ulong)members + 1));
        Assert.True(bits.TryHighest(0, 10_000, out var highest));
        Assert.Equal((ulong)members - 1, highest);
        Assert.False(bits.TryHighest((ulong)members, 10_000, out _));

        bits.Remove(40);
        Assert.Equal(40UL, bits.LowestAbsent(0));
        Assert.Equal((ulong)members, bits.LowestAbsent(41));
    }
}
