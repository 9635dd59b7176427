namespace DmaActors.Simulation.Contexts;

/// <summary>The kinds of contexts that an instance has begun, and how many of each.</summary>
internal struct ContextKinds
{
    private Counted[] kinds = [];
    private int count;

    public ContextKinds()
    {
    }

    /// <summary>Counts one more of a kind.</summary>
    /// <returns>The number of the kind within the instance, and the ordinal of the new context among those with the same name, from 1.</returns>
    public (byte Index, int Ordinal) Next(ContextKind kind)
    {
        for (var i = 0; i < count; i++)
        {
            ref var counted = ref kinds[i];
            if (counted.Kind == kind)
                return ((byte)i, ++counted.Begun);
        }

        var index = IndexOf(kind);
        return ((byte)index, ++kinds[index].Begun);
    }

    public readonly string NameOf(byte index) => kinds[index].Kind.Name;

    /// <summary>The number of a kind that is not there itself: that of one with the same name, or a new one.</summary>
    private int IndexOf(ContextKind kind)
    {
        for (var i = 0; i < count; i++)
        {
            if (kinds[i].Kind.Digest == kind.Digest)
                return i;
        }

        if (count == kinds.Length)
        {
            var more = new Counted[Math.Max(4, count * 2)];
            kinds.CopyTo(more);
            kinds = more;
        }

        kinds[count].Kind = kind;
        return checked((byte)count++);
    }

    private struct Counted
    {
        public ContextKind Kind;
        public int Begun;
    }
}
