using DmaActors.Exploration.Shrinking;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Shrinking;

public sealed class DeltaDebuggingTests
{
    [Fact]
    public void What_is_left_is_what_is_needed()
    {
        var random = new Xoshiro(1);
        for (var round = 0; round < 200; round++)
        {
            var items = Enumerable.Range(0, 1 + random.Below(40)).ToList();
            var needed = items.Where(_ => random.Below(5) == 0).ToList();

            Assert.Equal(needed, DeltaDebugging.Minimize(items, some => needed.TrueForAll(some.Contains)));
        }
    }

    [Fact]
    public void Where_one_of_several_is_enough_one_is_left() =>
        Assert.Single(DeltaDebugging.Minimize([1, 2, 3, 4, 5, 6, 7], some => some.Any(item => item % 2 == 0)));

    [Fact]
    public void No_single_item_can_be_left_out_though_two_could()
    {
        // It fails with an even number of items only.
        var left = DeltaDebugging.Minimize([1, 2, 3, 4, 5, 6], some => some.Count % 2 == 0 && some.Contains(3));

        Assert.Contains(3, left);
        Assert.Equal(0, left.Count % 2);
    }

    [Fact]
    public void Nothing_is_left_where_nothing_is_needed()
    {
        Assert.Empty(DeltaDebugging.Minimize([1, 2, 3], _ => true));
        Assert.Empty(DeltaDebugging.Minimize<int>([], _ => false));
    }
}
