using DmaActors.Simulation.Channels;

namespace DmaActors.Simulation.Tests.Channels;

public class ChannelTableTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_finds_what_was_added_and_not_removed(int seed)
    {
        var world = new World();
        var cells = Enumerable.Range(0, 200).Select(_ => world.NewCell()).ToArray();
        var random = new Xoshiro((ulong)seed);
        var table = new ChannelTable();
        var model = new Dictionary<Cell, Channel>();
        for (var i = 0; i < 20_000; i++)
        {
            // Few receivers in turn, so that their places collide and holes are filled from far behind.
            var to = cells[random.Below(1 + (i / 100))];
            if (!model.TryGetValue(to, out var channel))
            {
                model.Add(to, channel = new Channel(cells[0], to));
                table.Add(channel);
            }
            else if (random.Below(2) == 0)
            {
                model.Remove(to);
                table.Remove(channel);
            }

            var asked = cells[random.Below(cells.Length)];
            Assert.Same(model.GetValueOrDefault(asked), table.Find(asked));
            Assert.True(table.Guess(asked) is null or { To: not null });
            Assert.Equal(model.Count, table.Count);
        }

        foreach (var cell in cells)
            Assert.Same(model.GetValueOrDefault(cell), table.Find(cell));
    }

    [Fact]
    public void A_new_table_has_no_memory_of_its_own()
    {
        var one = new ChannelTable();
        var other = new ChannelTable();
        Assert.True(one.Places == other.Places);
    }

    [Fact]
    public void A_cleared_table_is_as_new()
    {
        var world = new World();
        var cell = world.NewCell();
        var table = new ChannelTable();
        table.Add(new Channel(cell, cell));
        table.Clear();
        Assert.Null(table.Find(cell));
        Assert.Equal(0, table.Count);
    }
}
