namespace DmaActors.Simulation.Contexts;

/// <summary>The kinds of contexts that an instance has begun, and how many of each.</summary>
internal struct ContextKinds
{
    private (ContextKind Kind, int Begun)[]? kinds;
    private int count;

    /// <summary>Counts one more of a kind.</summary>
    /// <returns>The number of the kind within the instance, and the ordinal of the new context among those with the same name, from 1.</returns>
    public (byte Index, int Ordinal) Next(ContextKind kind)
    {
        for (var i = 0; i < count; i++)
        {
            if (kinds![i].Kind == kind || kinds[i].Kind.Digest == kind.Digest)
                return ((byte)i, ++kinds[i].Begun);
        }

        if (kinds is null || count == kinds.Length)
            Array.Resize(ref kinds, Math.Max(4, count * 2));
        kinds[count] = (kind, 1);
        return (checked((byte)count++), 1);
    }

    public readonly string NameOf(byte index) => kinds![index].Kind.Name;
}
