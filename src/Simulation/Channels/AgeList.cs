namespace DmaActors.Simulation.Channels;

/// <summary>
/// Very many steps, oldest message first: blocks of a bounded length, found by age with a binary search and by index with sums of their lengths.
/// Adding, finding and removing move a part of one block and cost a logarithm otherwise.
/// </summary>
internal sealed class AgeList
{
    /// <summary>By age. The first <see cref="used"/> are in use; the others are spare.</summary>
    private Block[] blocks = [];
    private PrefixSums lengths = new();
    private int used;
    private int empty;
    private StepId[] laidOut = [];

    public int Count { get; private set; }

    public Channel this[int index] => blocks[lengths.Find(index, out var rest)].Steps[rest];

    public void Add(Channel channel)
    {
        var position = used == 0 ? AddBlock(0, channel.Sequence) : BlockOf(channel.Sequence);
        if (blocks[position].Steps.Count == AgeBlock.Most)
            position = MakeRoom(position, channel.Sequence);
        var steps = blocks[position].Steps;
        if (steps.Count == 0)
            empty--;
        steps.Add(channel);
        lengths.Add(position, 1);
        Count++;
    }

    public Channel RemoveAt(int index)
    {
        var position = lengths.Find(index, out var rest);
        var steps = blocks[position].Steps;
        var channel = steps.RemoveAt(rest);
        lengths.Add(position, -1);
        Count--;
        if (steps.Count == 0 && ++empty > used / 2)
            DropEmpty();
        return channel;
    }

    /// <param name="channel">One that is in the list.</param>
    public int IndexOf(Channel channel)
    {
        for (var position = BlockOf(channel.Sequence); ; position--)
        {
            var index = blocks[position].Steps.IndexOf(channel);
            if (index >= 0)
                return lengths.Before(position) + index;
        }
    }

    /// <summary>All, side by side.</summary>
    public ReadOnlySpan<StepId> LayOut()
    {
        if (laidOut.Length < Count)
            laidOut = new StepId[Count * 2];
        var end = 0;
        for (var i = 0; i < used; i++)
        {
            blocks[i].Steps.Steps.CopyTo(laidOut.AsSpan(end));
            end += blocks[i].Steps.Count;
        }

        return laidOut.AsSpan(0, Count);
    }

    public void Clear()
    {
        for (var i = 0; i < used; i++)
            blocks[i].Steps.Clear();
        lengths.Clear();
        Count = used = empty = 0;
    }

    /// <summary>The last block in which a step of that age can stand. The first one stands for all ages before its own.</summary>
    private int BlockOf(long sequence)
    {
        if (blocks[used - 1].Lowest <= sequence)
            return used - 1;
        var low = 1;
        var high = used - 1;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (blocks[middle].Lowest <= sequence)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }

    /// <summary>A block is full: begins another behind all, or halves it.</summary>
    /// <returns>The block in which a step of that age has room.</returns>
    private int MakeRoom(int position, long sequence)
    {
        if (position == used - 1 && blocks[position].Steps.Youngest <= sequence)
            return AddBlock(used, sequence);
        var next = AddBlock(position + 1, 0);
        blocks[position].Steps.HalveInto(blocks[next].Steps);
        blocks[next].Lowest = blocks[next].Steps[0].Sequence;
        empty--;
        CountAgain();
        return blocks[next].Lowest <= sequence ? next : position;
    }

    /// <summary>Takes an empty block into use. The lengths hold afterwards only where it is the last.</summary>
    private int AddBlock(int position, long lowest)
    {
        if (used == blocks.Length)
        {
            Array.Resize(ref blocks, Math.Max(4, used * 2));
            for (var i = used; i < blocks.Length; i++)
                blocks[i] = new Block(new AgeBlock(), 0);
        }

        var spare = blocks[used].Steps;
        Array.Copy(blocks, position, blocks, position + 1, used - position);
        blocks[position] = new Block(spare, lowest);
        lengths.Append(0);
        used++;
        empty++;
        return position;
    }

    private void DropEmpty()
    {
        var kept = 0;
        for (var i = 0; i < used; i++)
        {
            if (blocks[i].Steps.Count == 0)
                continue;
            (blocks[kept], blocks[i]) = (blocks[i], blocks[kept]);
            kept++;
        }

        used = kept;
        empty = 0;
        CountAgain();
    }

    private void CountAgain()
    {
        lengths.Clear();
        for (var i = 0; i < used; i++)
            lengths.Append(blocks[i].Steps.Count);
    }

    /// <param name="Steps">The steps.</param>
    /// <param name="Lowest">No step of this block, nor of a later one, is older.</param>
    private record struct Block(AgeBlock Steps, long Lowest);
}
