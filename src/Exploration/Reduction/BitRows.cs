namespace DmaActors.Exploration.Reduction;

/// <summary>A set of steps for each step. As wide as the longest run so far needs.</summary>
internal sealed class BitRows
{
    private ulong[] words = new ulong[64 * 4];

    /// <summary>Words a row.</summary>
    private int width = 4;

    /// <summary>Makes room for so many rows, and as many bits in each.</summary>
    public void Reserve(int rows)
    {
        if (rows > width * 64)
            Widen(rows);
        if (rows * width > words.Length)
            Array.Resize(ref words, Math.Max(words.Length * 2, rows * width));
    }

    public Span<ulong> this[int row] => words.AsSpan(row * width, width);

    public bool Contains(int row, int bit) => (words[(row * width) + (bit >> 6)] >> (bit & 63) & 1) != 0;

    public void Add(int row, int bit) => words[(row * width) + (bit >> 6)] |= 1UL << (bit & 63);

    public void Clear(int row) => this[row].Clear();

    public void Copy(int from, int to) => this[from].CopyTo(this[to]);

    /// <summary>Adds a step and its past.</summary>
    /// <param name="row">To what is added.</param>
    /// <param name="step">The step.</param>
    /// <param name="firstRow">The past of step n is in row n plus this.</param>
    public void AddWithPast(int row, int step, int firstRow)
    {
        var target = this[row];
        var past = this[step + firstRow];
        for (var i = 0; i <= step >> 6; i++)
            target[i] |= past[i];
        Add(row, step);
    }

    public bool Intersect(int left, int right)
    {
        var one = this[left];
        var other = this[right];
        for (var i = 0; i < one.Length; i++)
        {
            if ((one[i] & other[i]) != 0)
                return true;
        }

        return false;
    }

    private void Widen(int bits)
    {
        var wider = Math.Max(width * 2, (bits + 63) / 64);
        var rows = words.Length / width;
        var moved = new ulong[Math.Max(rows, bits) * wider];
        for (var row = 0; row < rows; row++)
            words.AsSpan(row * width, width).CopyTo(moved.AsSpan(row * wider));
        words = moved;
        width = wider;
    }
}
