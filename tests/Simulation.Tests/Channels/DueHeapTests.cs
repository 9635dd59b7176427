using DmaActors.Simulation.Channels;
using FsCheck;
using FsCheck.Fluent;

namespace DmaActors.Simulation.Tests.Channels;

public class DueHeapTests
{
    private readonly Cell cell = new World().NewCell();

    [Fact]
    public void It_is_a_sorted_list_under_random_operations()
    {
        // Each number is an operation: negative removes one from the middle or the earliest, others add a channel with that due time.
        var operations = Gen.Choose(-40, 60).ListOf().ToArbitrary();
        Prop.ForAll(operations, RunsLikeASortedList).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(400));
    }

    [Fact]
    public void Thousands_of_entries_come_out_in_order_of_due_time_and_age()
    {
        var random = new Xoshiro(5);
        var heap = new DueHeap();
        var all = Enumerable.Range(0, 5_000).Select(born => new Channel(cell, cell) { Due = random.Below(300), Born = born }).ToList();
        foreach (var channel in all)
            heap.Add(channel);
        heap.AssertInvariants();
        foreach (var expected in all.OrderBy(channel => channel.Due).ThenBy(channel => channel.Born))
            Assert.Same(expected, heap.RemoveEarliest());
        Assert.Equal(0, heap.Count);
    }

    [Fact]
    public void A_cleared_heap_forgets_its_channels_and_they_it()
    {
        var heap = new DueHeap();
        var channels = Enumerable.Range(0, 50).Select(due => new Channel(cell, cell) { Due = due }).ToList();
        foreach (var channel in channels)
            heap.Add(channel);
        heap.Clear();
        Assert.Equal(0, heap.Count);
        Assert.All(channels, channel => Assert.Equal(-1, channel.HeapPosition));
    }

    private bool RunsLikeASortedList(IList<int> operations)
    {
        var heap = new DueHeap();
        var model = new List<Channel>();
        foreach (var operation in operations)
        {
            if (operation >= 0)
            {
                var channel = new Channel(cell, cell) { Due = operation / 4, Born = model.Count == 0 ? 0 : model.Max(other => other.Born) + 1 };
                heap.Add(channel);
                model.Add(channel);
            }
            else if (model.Count > 0)
            {
                var sorted = model.OrderBy(channel => channel.Due).ThenBy(channel => channel.Born).ToList();
                var removed = operation < -20 ? sorted[0] : sorted[-operation % sorted.Count];
                if (operation < -20 && heap.RemoveEarliest() != removed)
                    return false;
                if (operation >= -20)
                    heap.Remove(removed);
                if (removed.HeapPosition != -1)
                    return false;
                model.Remove(removed);
            }

            heap.AssertInvariants();
            if (heap.Count != model.Count || (model.Count > 0 && heap.Earliest != model.OrderBy(channel => channel.Due).ThenBy(channel => channel.Born).First()))
                return false;
        }

        return true;
    }
}
