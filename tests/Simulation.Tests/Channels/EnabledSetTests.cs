using DmaActors.Simulation.Channels;

namespace DmaActors.Simulation.Tests.Channels;

public class EnabledSetTests
{
    private readonly Cell cell = new World().NewCell();

    [Theory]
    [InlineData(1, 8)]
    [InlineData(2, 40)]
    [InlineData(3, 200)]
    [InlineData(4, 3_000)]
    [InlineData(5, 3_000)]
    [InlineData(6, 60)]
    [InlineData(7, 20_000)]
    public void It_is_a_list_sorted_by_age_under_random_operations(int seed, int size)
    {
        var random = new Xoshiro((ulong)seed);
        var set = new EnabledSet();
        var model = new List<Channel>();
        var age = 0L;
        for (var i = 0; i < 20 * size && i < 200_000; i++)
        {
            var grows = model.Count == 0 || (model.Count < size && random.Below(100) < (i / size % 2 == 0 ? 70 : 30));
            if (grows)
            {
                // Mostly the youngest; now and then one that waited for its time or its lock.
                var sequence = random.Below(4) == 0 ? random.Below((int)age + 1) : age;
                age++;
                var channel = Channel(sequence);
                set.Add(channel);
                model.Insert(CountOfOlder(model, sequence), channel);
                Assert.True(channel.IsEnabled);
            }
            else if (random.Below(3) > 0)
            {
                var index = random.Below(3) == 0 ? 0 : random.Below(model.Count);
                var expected = model[index];
                model.RemoveAt(index);
                Assert.Same(expected, set.RemoveAt(index));
                Assert.False(expected.IsEnabled);
            }
            else
            {
                var channel = model[random.Below(model.Count)];
                model.Remove(channel);
                set.Remove(channel);
                Assert.False(channel.IsEnabled);
            }

            Assert.Equal(model.Count, set.Count);
            if (size < 100 || i % (size / 10) == 0)
                AssertSame(model, set);
        }

        AssertSame(model, set);
    }

    [Fact]
    public void A_set_that_is_emptied_from_the_front_starts_again_in_place()
    {
        var set = new EnabledSet();
        for (var round = 0; round < 1_000; round++)
        {
            set.Add(Channel((2 * round) + 1));
            set.Add(Channel((2 * round) + 2));
            Assert.Equal((2 * round) + 1, set.RemoveAt(0).Sequence);
            Assert.Equal((2 * round) + 2, set.RemoveAt(0).Sequence);
        }

        Assert.Equal(0, set.Count);
        Assert.True(set.Steps.IsEmpty);
    }

    [Fact]
    public void A_queue_of_constant_length_runs_on_for_ever()
    {
        var set = new EnabledSet();
        for (var age = 0; age < 20; age++)
            set.Add(Channel(age));
        for (var age = 20; age < 10_000; age++)
        {
            set.Add(Channel(age));
            Assert.Equal(age - 20, set.RemoveAt(0).Sequence);
        }
    }

    [Fact]
    public void A_cleared_set_is_empty_and_usable()
    {
        var set = new EnabledSet();
        for (var age = 0; age < 100; age++)
            set.Add(Channel(age));
        set.RemoveAt(0);
        set.Clear();
        Assert.Equal(0, set.Count);
        set.Add(Channel(7));
        Assert.Equal(7, Assert.Single(set.Steps.ToArray()).Sequence);
    }

    [Fact]
    public void A_hundred_thousand_steps_are_taken_from_anywhere_in_the_order_of_age()
    {
        var set = new EnabledSet();
        for (var age = 0; age < 100_000; age++)
            set.Add(Channel(2 * age));
        for (var age = 0; age < 100_000; age += 5)
            set.Add(Channel((2 * age) + 1));
        Assert.Equal(120_000, set.Count);
        Assert.Equal([0, 1, 2, 4, 6, 8, 10, 11], Enumerable.Range(0, 8).Select(index => set[index].Sequence));
        while (set.Count > 10)
            set.RemoveAt(set.Count / 2);
        Assert.Equal([0, 1, 2, 4, 6, 199_991, 199_992, 199_994, 199_996, 199_998], set.Steps.ToArray().Select(step => step.Sequence));
    }

    private static int CountOfOlder(List<Channel> model, long sequence)
    {
        var count = model.Count;
        while (count > 0 && model[count - 1].Sequence > sequence)
            count--;
        return count;
    }

    private static void AssertSame(List<Channel> model, EnabledSet set)
    {
        var steps = set.Steps;
        Assert.Equal(model.Count, steps.Length);
        for (var i = 0; i < steps.Length; i++)
        {
            Assert.Same(model[i], steps[i].Channel);
            Assert.Same(model[i], set[i]);
        }
    }

    private Channel Channel(long sequence) => new(cell, cell) { Sequence = sequence };
}
