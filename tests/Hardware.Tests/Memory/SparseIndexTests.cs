using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Tests.Memory;

public sealed class SparseIndexTests
{
    [Fact]
    public void It_behaves_like_a_dictionary_that_counts() => Trials.Run(60, random =>
    {
        var index = new SparseIndex();
        var model = new Dictionary<ulong, int>();
        var stride = random.Pick(1UL, 2UL, 64UL, 1UL << 20, 1UL << 40);
        for (var i = 0; i < random.Seed * 40; i++)
        {
            var key = unchecked((ulong)random.Below(1 + random.Seed * 10) * stride);
            Assert.Equal(model.TryGetValue(key, out var known) ? known : -1, index.Find(key));
            if (random.Below(3) == 0)
            {
                Assert.Equal(model.TryAdd(key, model.Count), Adds(index, key, out var ordinal));
                Assert.Equal(model[key], ordinal);
            }

            if (random.Below(200) == 0)
            {
                index.Clear();
                model.Clear();
            }

            Assert.Equal(model.Count, index.Count);
        }
    });

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    [InlineData(ulong.MaxValue - 1)]
    [InlineData(ulong.MaxValue)]
    public void Any_key_will_do(ulong key)
    {
        var index = new SparseIndex();
        Assert.Equal(-1, index.Find(key));
        Assert.True(Adds(index, key, out var ordinal));
        Assert.Equal(0, ordinal);
        Assert.Equal(0, index.Find(key));
    }

    [Theory]
    [InlineData(1U)]
    [InlineData(2U)]
    [InlineData(3U)]
    public void Keys_of_a_forgotten_age_stay_forgotten_when_the_ages_begin_again(uint lastAge)
    {
        var index = new SparseIndex(lastAge);
        for (var i = 0UL; i < 10; i++)
        {
            for (var key = 0UL; key < 100; key++)
                Assert.Equal(-1, index.Find(key));
            Assert.True(Adds(index, i * 10, out var ordinal) && ordinal == 0);
            Assert.True(Adds(index, 7, out ordinal) && ordinal == 1);
            index.Clear();
            Assert.Equal(0, index.Count);
        }
    }

    private static bool Adds(SparseIndex index, ulong key, out int ordinal)
    {
        ordinal = index.FindOrAdd(key, out var added);
        return added;
    }
}
